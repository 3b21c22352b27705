package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Fallback;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@FailoverService.Import(
        value = {
            Imports.Good.class,
            Imports.Wrong.class,
            String.class, // error: FS001 String is a class
            int.class, // error: FS001 int.class is no interface
        },
        name = "imported")
@Fallback(Imports.Offline.class) // error: FS039 Offline does not implement Wrong // error: FS039 Offline does not implement String
class Imports {
    interface Good {
        @GET
        String all();
    }

    interface Wrong {
        @GET
        @Path("{id}") // error: FS011
        String find();
    }

    static final class Offline implements Good {
        @Override
        public String all() {
            return "";
        }
    }
}
