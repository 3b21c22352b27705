/** A program as a module, with a client of the JDK and one that is a module by its name only. */
module acme.guest.program {
    requires java.net.http;
    requires org.apache.httpcomponents.httpclient;
    requires org.apache.httpcomponents.httpcore;
}
