package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.StateReference;
import java.util.List;

/// What the gateway has to know of a request within a batch. Of requests alike in all this the first
/// stands for the others.
///
/// @param number of the line, or the request, counted from 1
/// @param path where it is to be sent; empty where the batch's kind says it
/// @param model empty when it names none
/// @param states what it goes on from at the provider
/// @param files stored ones that it names
public record BatchItem(
        long number,
        String path,
        String model,
        List<StateReference> states,
        List<StateReference> files) {
    public BatchItem {
        states = List.copyOf(states);
        files = List.copyOf(files);
    }
}
