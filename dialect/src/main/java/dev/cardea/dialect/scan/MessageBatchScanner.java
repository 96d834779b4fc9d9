package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Broken;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.UsageWish;
import dev.cardea.model.Endpoint;
import java.util.List;
import java.util.Optional;

/// Reads a batch of Anthropic's: an object with `requests`, an array of objects with `params`. Nothing
/// of the requests is kept but what [BatchItem] has.
///
/// What two parsers could read differently is broken: a second `requests`, or in one request a second
/// `params` or `model`, and those names in other letter case.
final class MessageBatchScanner implements BodyScanner {
    private final BatchItems items = new BatchItems();
    private final Outer outer = new Outer();
    private final NestedRequests params = new NestedRequests(Endpoint.MESSAGES, this::over);
    private long position;
    private long number;
    private String broken = "";

    @Override
    public boolean feed(byte[] bytes, int from, int to) {
        if (!broken.isEmpty() || !outer.feed(bytes, from, to)) {
            return false;
        }
        params.read(bytes, from, to, position);
        position += to - from;
        return broken.isEmpty();
    }

    private void over(RequestScanner request) {
        number++;
        switch (request.result()) {
            case Broken(var fault) ->
                    broken = "request %d: %s".formatted(number, fault.words().get("detail"));
            case Found found -> {
                if (!items.add(number, "", request, found)) {
                    broken = BatchItems.tooMany();
                }
            }
        }
    }

    @Override
    public List<BatchItem> items() {
        return items.all();
    }

    @Override
    public boolean enough() {
        return !items.all().isEmpty();
    }

    @Override
    public Optional<RequestScan.Model> model() {
        return Optional.empty();
    }

    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public RequestScan result() {
        if (!broken.isEmpty()) {
            return RequestScan.broken(broken);
        }
        return outer.finish()
                ? new Found(Optional.empty(), false, UsageWish.NOT_APPLICABLE, Optional.empty())
                : RequestScan.broken(
                        "at byte %d %s was expected"
                                .formatted(outer.brokenAt() + 1, outer.expected()));
    }

    private final class Outer extends JsonScanner {
        private boolean sawRequests;
        private boolean sawParams;
        private boolean inRequests;
        private boolean inParams;
        private String member = "";

        @Override
        protected boolean wantsName() {
            return depth == 1 || (depth == 3 && inRequests && !inParams);
        }

        @Override
        protected boolean named(long at) {
            member = "";
            byte[] name = text;
            if (!wantsName() || name == null) {
                return false;
            }
            String wanted = depth == 1 ? "requests" : "params";
            String written = JsonText.decode(name, textFrom, textTo, escaped);
            if (!MemberNames.fold(written).equals(wanted)) {
                return false;
            }
            if ((depth == 1 ? sawRequests : sawParams) || !written.equals(wanted)) {
                broken(at, "no second member '" + wanted + "', nor one in other letter case,");
            }
            sawRequests = true;
            sawParams = depth == 3;
            member = wanted;
            return false;
        }

        @Override
        protected void opened(boolean object, long at) {
            if (depth == 1 && !object) {
                broken(at, "an object");
            } else if (depth == 2 && member.equals("requests")) {
                if (object) {
                    broken(at, "an array");
                }
                inRequests = true;
            } else if (depth == 3 && inRequests) {
                if (!object) {
                    broken(at, "an object");
                }
                sawParams = false;
            } else if (depth == 4 && inRequests && member.equals("params")) {
                if (!object) {
                    broken(at, "an object");
                }
                inParams = true;
                params.mark(at);
            }
            member = "";
        }

        @Override
        protected void closed(long at) {
            if (depth == 3 && inParams) {
                inParams = false;
                params.mark(at + 1);
            } else if (depth == 2 && inRequests && !sawParams) {
                broken(at, "the member 'params'");
            } else if (depth == 1) {
                inRequests = false;
            }
            member = "";
        }

        @Override
        protected void scalar(Kind kind, long from, long to) {
            if (depth == 0 || (depth == 2 && inRequests) || !member.isEmpty()) {
                broken(from, "an object");
            }
        }
    }
}
