package acme.frameworks;

import java.io.IOException;
import org.apache.solr.client.solrj.RemoteSolrException;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.jetty.HttpJettySolrClient;
import org.apache.solr.client.solrj.request.QueryRequest;
import org.apache.solr.client.solrj.request.SolrQuery;
import org.apache.solr.client.solrj.response.json.JsonMapResponseParser;

/** As it comes, with HTTP/2. */
public final class SolrOnJetty implements Framework {
    @Override
    public Answer get(String base, String path) throws Exception {
        return answer(base, new QueryRequest(new SolrQuery("seven")));
    }

    @Override
    public Answer post(String base, String path, String word) throws Exception {
        return answer(base, new QueryRequest(new SolrQuery(word), SolrRequest.METHOD.POST));
    }

    private static Answer answer(String base, QueryRequest request) throws IOException, SolrServerException {
        request.setResponseParser(new JsonMapResponseParser());
        try (HttpJettySolrClient client = new HttpJettySolrClient.Builder(base).build()) {
            return Answer.ok(client.request(request, "things").get("metadata").toString());
        } catch (RemoteSolrException e) {
            return new Answer(e.code(), e.getMessage());
        }
    }
}
