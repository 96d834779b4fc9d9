package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.Model;
import dev.cardea.dialect.scan.RequestScan.UsageWish;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds `model` and `stream` in the form of a call that names a model.
final class ModelForm extends MultipartScanner {
    private @Nullable Model model;
    private String stream = "";

    ModelForm(String contentType) {
        super(contentType);
    }

    @Override
    boolean isField(String name) {
        return name.equals("model") || name.equals("stream");
    }

    @Override
    void field(String name, String value, Range at) {
        if (name.equals("stream")) {
            stream = value;
        } else {
            model = new Model(value, at, true);
        }
    }

    @Override
    public Optional<Model> model() {
        return Optional.ofNullable(model);
    }

    @Override
    public boolean stream() {
        return "true".equalsIgnoreCase(stream);
    }

    @Override
    RequestScan found() {
        return new Found(model(), stream(), UsageWish.NOT_APPLICABLE, Optional.empty());
    }
}
