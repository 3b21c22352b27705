package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.CacheClock;
import dev.failover.cache.ServiceCaches;
import dev.failover.call.BlockingDriver;
import dev.failover.call.ServiceState;
import dev.failover.config.ConfigKeys;
import dev.failover.config.Configuration;
import dev.failover.config.Mode;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.MetricsCollector;
import dev.failover.store.EhcacheStore;
import dev.failover.time.DetachedThread;
import dev.failover.time.Sleeper;
import dev.failover.time.TimerWheel;
import dev.failover.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What all adapters share: the services, the drivers, the timers. Built on the first call that a client makes, not when
 * the program starts. Thread-safe.
 */
public final class AgentEngine {
    private static final long PATIENCE_NANOS = 1_000_000_000;
    /** Long enough for an answer that begins late, which is the only one that the program may get. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private static final int PROBES_AT_ONCE = 4;
    /** Each of them would be a connection that cannot be closed. */
    static final int CHORES_AT_ONCE = 100;

    private static volatile @Nullable Configuration configuration;

    private final Routes routes;
    private final ServiceCaches caches = new ServiceCaches(
            (service, policy) -> EhcacheStore.open(service, policy, AgentLog::line), CacheClock.SYSTEM);
    private final MetricsCollector metrics = new MetricsCollector();
    private final TimerWheel timers = new TimerWheel();
    /** Without a bound, so that no step waits for the end of another one for ever. */
    private final Steps steps = new Steps(
            timers, "failover-step-", Math.max(2, Runtime.getRuntime().availableProcessors()), Integer.MAX_VALUE);

    private final Steps chores = new Steps(timers, "failover-chores-", 2, CHORES_AT_ONCE);
    private final ThreadPoolExecutor probes = threads(PROBES_AT_ONCE, "failover-probes");
    private final long patienceNanos;
    private final long silenceNanos;

    /** Built by the thread that asks first. */
    private static final class Holder {
        static final AgentEngine ENGINE = of(configured());
    }

    private AgentEngine(Configuration configuration, long patienceNanos, long silenceNanos) {
        this.patienceNanos = patienceNanos;
        this.silenceNanos = silenceNanos;
        List<AgentService> services = new ArrayList<>();
        for (ServiceSettings settings : configuration.services()) {
            boolean observe = mode(configuration, settings) == Mode.OBSERVE;
            services.add(new AgentService(settings, metrics, observe ? new ObserveLog() : null, this));
        }
        routes = new Routes(services);
    }

    private static ThreadPoolExecutor threads(int most, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> DetachedThread.of(name, work));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Says what the services are; before the first call. */
    public static void configure(Configuration loaded) {
        configuration = loaded;
    }

    private static Configuration configured() {
        Configuration loaded = configuration;
        if (loaded == null) {
            throw new IllegalStateException("the agent was not started");
        }
        return loaded;
    }

    /** An engine of its own, for tests. */
    public static AgentEngine of(Configuration configuration) {
        return of(configuration, PATIENCE_NANOS, SILENCE_NANOS);
    }

    /** As {@link #of(Configuration)}, with a {@link #patienceNanos} and {@link #silenceNanos} of its own. */
    public static AgentEngine of(Configuration configuration, long patienceNanos, long silenceNanos) {
        return new AgentEngine(configuration, patienceNanos, silenceNanos);
    }

    /** The engine of this JVM. */
    public static AgentEngine get() {
        return Holder.ENGINE;
    }

    /** What the agent does with its decisions for a service. */
    public static Mode mode(Configuration configuration, ServiceSettings service) {
        Mode general = configuration.get(ConfigKeys.AGENT_MODE);
        return service.get(ConfigKeys.MODE, general == null ? Mode.ENFORCE : general);
    }

    /** Which requests belong to which service. */
    public Routes routes() {
        return routes;
    }

    /** The caches of the services. */
    ServiceCaches caches() {
        return caches;
    }

    /** For calls on the program's own thread. */
    public BlockingDriver blocking() {
        return new BlockingDriver(Sleeper.PARKING);
    }

    /** For calls that block nobody; made by the program's own thread, once for each call. */
    public HandOver handOver() {
        return new HandOver(this);
    }

    /** For {@link HandOver}. */
    void steps(Runnable step) {
        steps.execute(step);
    }

    /** Runs short actions later, on one thread: whatever may block belongs to {@link #chores}. */
    public Timers timers() {
        return timers;
    }

    /** For so long the end of an answer is waited for that may be dropped. */
    public long patienceNanos() {
        return patienceNanos;
    }

    /** For so long nothing of an answer may come that is not all there by then, before it is broken off. */
    public long silenceNanos() {
        return silenceNanos;
    }

    /**
     * Breaks connections off: runs what may block a little. Calls may go on only when that is done. One that blocks for good,
     * in the client that it closes a connection of, does not keep the others from being run.
     */
    public void chores(Runnable chore) {
        chores.execute(chore);
    }

    /**
     * Asks an endpoint how it is, which may take all the time that a probe has. Those that wait for others are no more than
     * there are endpoints, because each is asked again only when it was heard of.
     */
    void probes(Runnable probe) {
        probes.execute(probe);
    }

    /** The row of an endpoint that all copies of the runtime in this JVM share, if they can read it. */
    static AtomicLongArray row(String service, Object endpoint) {
        AtomicLongArray row = Bridge.rows().computeIfAbsent(service + " " + endpoint, absent -> EndpointState.newRow());
        return EndpointState.canShare(row) ? row : EndpointState.newRow();
    }

    /** Rows for {@link ServiceState}: shared, so that what one of its views learns holds for all. */
    static ServiceState.Rows rows() {
        return AgentEngine::row;
    }
}
