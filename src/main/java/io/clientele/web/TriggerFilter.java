package io.clientele.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a token set something off only so often. */
final class TriggerFilter extends OncePerRequestFilter {

    private final List<RequestMatcher> triggers = Access.RULES.stream()
            .filter(Access.Rule::isTrigger)
            .<RequestMatcher>map(
                    rule -> PathPatternRequestMatcher.withDefaults().matcher(rule.method(), rule.path()))
            .toList();

    private final Pace pace;
    private final Denial denial;

    TriggerFilter(Pace pace, Denial denial) {
        this.pace = pace;
        this.denial = denial;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return triggers.stream().noneMatch(trigger -> trigger.matches(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration pause = pace.take(Asker.now().name());
        if (pause.isZero()) {
            chain.doFilter(request, response);
        } else {
            denial.sendTooMany(response, pause, "The token has set off as much as it may within a minute");
        }
    }
}
