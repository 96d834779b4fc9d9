package dev.cardea.dialect.refusal;

/// Problem details as XML (RFC 9457, appendix B).
final class ProblemXml {
    private ProblemXml() {}

    static String of(RefusalView view) {
        StringBuilder xml =
                new StringBuilder(768)
                        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                        .append("<problem xmlns=\"urn:ietf:rfc:7807\">");
        element(xml, "type", view.docUrl());
        element(xml, "title", view.told());
        element(xml, "status", Integer.toString(view.status()));
        element(xml, "detail", view.message());
        element(xml, "instance", "urn:cardea:diagnosis:" + view.diagnosisId());
        element(xml, "code", view.code());
        element(xml, "family", view.family());
        element(xml, "origin", view.origin());
        element(xml, "retryable", Boolean.toString(view.retryable()));
        element(xml, "fix", view.fix());
        element(xml, "doc_url", view.docUrl());
        element(xml, "diagnosis_id", view.diagnosisId());
        element(xml, "request_id", view.requestId());
        return xml.append("</problem>\n").toString();
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                default -> xml.append(isXml(c) ? c : '\ufffd');
            }
        }
        xml.append("</").append(name).append('>');
    }

    /// What XML 1.0 lets stand; the rest can't even be escaped.
    private static boolean isXml(char c) {
        return (c >= ' ' && c < '\ufffe') || c == '\t' || c == '\n' || c == '\r';
    }
}
