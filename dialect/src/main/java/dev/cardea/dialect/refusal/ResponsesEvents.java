package dev.cardea.dialect.refusal;

/// How a stream of OpenAI's Responses API ends when it fails: `response.failed`, which coding agents
/// show, then `error`, which the SDKs throw.
final class ResponsesEvents {
    private ResponsesEvents() {}

    static String failed(RefusalView view, String error) {
        String response =
                JsonObject.open()
                        .put("id", "resp_" + view.requestId())
                        .put("object", "response")
                        .put("status", "failed")
                        .putJson("error", error)
                        .putJson("output", "[]")
                        .close();
        String failed =
                JsonObject.open()
                        .put("type", "response.failed")
                        .putJson("response", response)
                        .close();
        String thrown =
                JsonObject.open()
                        .put("type", "error")
                        .put("code", view.code())
                        .put("message", view.message())
                        .putNull("param")
                        .putJson("error", error)
                        .close();
        return "event: response.failed\ndata: "
                + failed
                + "\n\nevent: error\ndata: "
                + thrown
                + "\n\n";
    }
}
