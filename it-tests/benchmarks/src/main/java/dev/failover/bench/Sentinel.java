package dev.failover.bench;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import java.util.List;

/** Sentinel with the common settings, as far as it has them: it does not retry, and its window is one second. */
final class Sentinel {
    private static final String RESOURCE = "bench";

    private Sentinel() {}

    /** Its rules are the whole JVM's. */
    static void loadRules() {
        FlowRule rate = new FlowRule(RESOURCE);
        rate.setGrade(RuleConstant.FLOW_GRADE_QPS);
        rate.setCount(Settings.RATE);
        FlowRule leases = new FlowRule(RESOURCE);
        leases.setGrade(RuleConstant.FLOW_GRADE_THREAD);
        leases.setCount(Settings.LEASES);
        FlowRuleManager.loadRules(List.of(rate, leases));
        DegradeRule breaker = new DegradeRule(RESOURCE);
        breaker.setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO);
        breaker.setCount(Settings.FAILURE_PERCENT / 100.0);
        breaker.setMinRequestAmount(Settings.WINDOW);
        breaker.setTimeWindow((int) Settings.OPEN.toSeconds());
        DegradeRuleManager.loadRules(List.of(breaker));
    }

    static Integer call(Work work) throws BlockException {
        Entry entry = SphU.entry(RESOURCE);
        try {
            return work.get();
        } finally {
            entry.exit();
        }
    }
}
