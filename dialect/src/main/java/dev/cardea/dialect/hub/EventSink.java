package dev.cardea.dialect.hub;

/// Takes the events of one stream in order.
@FunctionalInterface
public interface EventSink {
    void accept(StreamEvent event);
}
