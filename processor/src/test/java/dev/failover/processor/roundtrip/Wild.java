package dev.failover.processor.roundtrip;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Retry;
import dev.failover.processor.wild.ForecastClient;
import dev.failover.processor.wild.GitHubService;
import dev.failover.processor.wild.PetFeignApi;
import dev.failover.processor.wild.PetHttpApi;
import dev.failover.processor.wild.PetRestApi;

/** Has clients of interfaces that know nothing of it. */
@FailoverService.Import(
        name = "wild",
        value = {
            PetHttpApi.class,
            PetRestApi.class,
            PetFeignApi.class,
            GitHubService.class,
            ForecastClient.class,
        })
@Retry(maxAttempts = "2", baseDelay = "0")
final class Wild {
    private Wild() {}
}
