package io.clientele.web.tell;

import java.io.IOException;

/** A way to tell people, or a program. */
interface Channel {

    /** As its deliveries are recorded; 16 characters at most. */
    String name();

    Topic topic();

    /**
     * Tells it; returns when the receiver has taken it.
     *
     * @throws Refused where the receiver never will, so that it is given up
     * @throws IOException where the receiver has not, so that it is tried again
     */
    void tell(Notice notice) throws IOException;
}
