package acme.guest;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Calls the URL that it is asked for, by the client that the application has brought along. */
public final class CallServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private transient Calls.Client client;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = getInitParameter("client");
        String answer;
        try {
            if (name.equals("none")) {
                answer = Calls.url(request.getParameter("url"));
            } else {
                if (client == null) {
                    client = (Calls.Client)
                            Class.forName("acme.guest." + name).getConstructor().newInstance();
                }
                answer = client.get(request.getParameter("url"));
                Object library = Class.forName("org.apache.http.HttpHost").getClassLoader();
                answer += " in " + (library == getClass().getClassLoader() ? "its own loader" : "another loader");
            }
        } catch (Exception | LinkageError failure) {
            answer = failure.toString();
        }
        response.getWriter().print(answer);
    }
}
