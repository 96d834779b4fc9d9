package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.ProviderSide;

/// Bedrock's Converse, as providers understand it. The base URL is the region's,
/// `https://bedrock-runtime.REGION.amazonaws.com`.
public final class Converse {
    public static final ProviderSide PROVIDER =
            new ProviderSide(
                    new ConverseRequestWriter(),
                    new ConverseAnswerReader(),
                    ConverseStreamReader::new,
                    new ConverseErrors());

    private Converse() {}
}
