package dev.cardea.it;

/// A client library for models, as an application uses it: base URL and key are all that it is told.
interface ChatLibrary {
    /// What the model said, with the tokens as the library reads them.
    record Said(String text, long input, long output) {}

    /// Asks for an answer in one piece.
    Said whole(String model, String text);

    /// Asks for a stream, and puts it together as the library does.
    Said streamed(String model, String text);

    /// Asks with a tool `weather` of one argument, `city`; answers the call with `18 degrees in` and
    /// the city that the model named; gives the model's last word.
    Said withTool(String model, String text);
}
