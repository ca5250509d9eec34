package io.clientele.schedule;

/** Tells of nights that are late, run or no run. */
final class SoundAlarm implements Chore {

    private final NightWatch watch;

    SoundAlarm(NightWatch watch) {
        this.watch = watch;
    }

    @Override
    public String name() {
        return "the alarm for late nights";
    }

    @Override
    public void run() {
        watch.sound();
    }
}
