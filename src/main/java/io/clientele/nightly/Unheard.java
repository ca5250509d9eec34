package io.clientele.nightly;

import java.time.Duration;

/** For runs that nobody watches: what they did is in their log. */
final class Unheard implements StepListener {

    @Override
    public void nightBegins(String night, int stepCount) {}

    @Override
    public void stepBegins(String step) {}

    @Override
    public void stepEnds(String step, Duration took, String said) {}

    @Override
    public void stepKept(String step) {}

    @Override
    public void stepFails(String step, Duration took) {}

    @Override
    public void nightEnds() {}
}
