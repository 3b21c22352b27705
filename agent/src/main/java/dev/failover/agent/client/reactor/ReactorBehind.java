package dev.failover.agent.client.reactor;

import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** The program's request once more, in the context of its subscriber: it validates what has answered it. */
final class ReactorBehind implements Behind.Work {
    private final ReactorCall programs;
    private final @Nullable Rehearsed rehearsed;
    private final Revalidation revalidation;
    private final Disposable.Swap reading = Disposables.swap();

    private ReactorBehind(ReactorCall programs, @Nullable Rehearsed rehearsed, Revalidation revalidation) {
        this.programs = programs;
        this.rehearsed = rehearsed;
        this.revalidation = revalidation;
    }

    /** @param rehearsed what the program's own function has said to its request; null where there is none */
    static void start(ReactorCall programs, @Nullable Rehearsed rehearsed, Revalidation revalidation) {
        Behind.start(programs.ofEngine(), revalidation, new ReactorBehind(programs, rehearsed, revalidation));
    }

    @Override
    public void run(Behind behind) {
        Mono<Connection> again = new Mono<Connection>() {
            @Override
            public void subscribe(CoreSubscriber<? super Connection> subscriber) {
                programs.again(subscriber, rehearsed, revalidation).begin();
            }
        };
        // Read to its end, it is stored.
        reading.update(again.contextWrite(none -> programs.context())
                .flatMapMany(connection -> connection.inbound().receive())
                .doFinally(ended -> behind.end())
                .subscribe(part -> {}, failure -> {}));
    }

    @Override
    public void abort() {
        reading.dispose();
    }
}
