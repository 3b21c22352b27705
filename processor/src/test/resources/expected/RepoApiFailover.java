package shop;

import dev.failover.FailoverManager;
import dev.failover.stub.DelegateCall;
import dev.failover.stub.DelegateOperation;
import dev.failover.stub.Delegates;
import dev.failover.stub.DelegatesBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * Has delegates do what {@link RepoApi} describes, as the service {@code repo}. Thread-safe as far as they are;
 * keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
@SuppressWarnings({
        "rawtypes",
        "unchecked"
})
final class RepoApiFailover<K extends Comparable<K>, V> implements RepoApi<K, V> {
    private static final DelegateOperation FIND = DelegateOperation.of("RepoApi.find")
            .idempotent();

    private static final DelegateOperation MANY = DelegateOperation.of("RepoApi.many")
            .idempotent();

    private static final DelegateOperation PUT = DelegateOperation.of("RepoApi.put")
            .idempotent()
            .declares(InterruptedException.class);

    private static final DelegateOperation ARRAY = DelegateOperation.of("RepoApi.array")
            .idempotent();

    private static final DelegateOperation CHECK = DelegateOperation.of("RepoApi.check")
            .idempotent()
            .declares(Exception.class);

    private static final DelegateOperation ALL = DelegateOperation.of("RepoApi.all")
            .idempotent();

    private final Delegates<RepoApi<K, V>> delegates;

    private final DelegateCall find;

    private final RepoApi<K, V> fallback = new RepoApi.Nothing<>();

    private final DelegateCall many;

    private final DelegateCall put;

    private final DelegateCall array;

    private final DelegateCall check;

    private final DelegateCall all;

    private RepoApiFailover(Delegates<RepoApi<K, V>> delegates) {
        this.delegates = delegates;
        find = delegates.of(FIND);
        many = delegates.of(MANY);
        put = delegates.of(PUT);
        array = delegates.of(ARRAY);
        check = delegates.of(CHECK);
        all = delegates.of(ALL);
    }

    /**
     * Begins a decorator. {@code build()} makes it, of the delegates that are named before, in their order.
     */
    public static <K extends Comparable<K>, V> DelegatesBuilder<RepoApi<K, V>> of(
            FailoverManager manager) {
        return DelegatesBuilder.of(manager, "repo", RepoApiFailover::new);
    }

    /**
     * {@link RepoApi#find(Comparable)}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public V find(K key) {
        return find.call(endpoint -> delegates.at(endpoint).find(key), failure -> fallback.find(key));
    }

    /**
     * {@link RepoApi#many(Map)}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public void many(Map raw) {
        many.call(endpoint -> {
            delegates.at(endpoint).many(raw);
            return null;
        }, failure -> {
            fallback.many(raw);
            return null;
        });
    }

    /**
     * {@link RepoApi#put(Comparable, Object)}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public void put(K key, V value) throws InterruptedException {
        put.call(endpoint -> {
            delegates.at(endpoint).put(key, value);
            return null;
        }, failure -> {
            fallback.put(key, value);
            return null;
        });
    }

    /**
     * {@link RepoApi#array(Map[], List[])}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    @SuppressWarnings("unchecked")
    public V[] array(Map<? super K, ? extends V>[] maps, List<V>... more) {
        return array.call(endpoint -> delegates.at(endpoint).array(maps, more), failure -> fallback.array(maps, more));
    }

    /**
     * {@link RepoApi#check(Class)}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public <E extends Exception> void check(Class<E> type) throws E {
        check.call(endpoint -> {
            delegates.at(endpoint).check(type);
            return null;
        }, failure -> {
            fallback.check(type);
            return null;
        });
    }

    /**
     * {@link AllOf#all()}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public Collection<V> all() {
        return all.call(endpoint -> delegates.at(endpoint).all(), failure -> fallback.all());
    }

    @Override
    public String toString() {
        return "RepoApi of service " + delegates;
    }
}
