package acme.guest;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** Spring's own client on that of Apache, and on the JDK's. */
@Configuration
public class SpringProgram {
    @Bean
    public RestTemplate apache() {
        return new RestTemplate(new HttpComponentsClientHttpRequestFactory());
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SpringProgram.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        RestTemplate apache = application.run().getBean(RestTemplate.class);
        RestTemplate plain = new RestTemplate();
        Calls.print("apache", url -> apache.getForObject(url, String.class), arguments[0] + "/apache");
        Calls.print("plain", url -> plain.getForObject(url, String.class), arguments[0] + "/plain");
        System.out.println(
                "loader\t" + RestTemplate.class.getClassLoader().getClass().getName());
    }
}
