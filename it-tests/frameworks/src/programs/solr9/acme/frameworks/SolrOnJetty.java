package acme.frameworks;

import java.io.IOException;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.impl.BaseHttpSolrClient;
import org.apache.solr.client.solrj.impl.Http2SolrClient;
import org.apache.solr.client.solrj.impl.NoOpResponseParser;
import org.apache.solr.client.solrj.request.QueryRequest;

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
        request.setResponseParser(new NoOpResponseParser("json"));
        try (Http2SolrClient client = new Http2SolrClient.Builder(base).build()) {
            return Answer.ok(client.request(request, "things").get("response").toString());
        } catch (BaseHttpSolrClient.RemoteSolrException e) {
            return new Answer(e.code(), e.getMessage());
        }
    }
}
