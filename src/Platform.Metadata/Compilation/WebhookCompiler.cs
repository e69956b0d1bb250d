using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles webhooks: address, headers, condition and fields against the object.</summary>
internal static class WebhookCompiler
{
    /// <summary>Checks a webhook and translates its texts.</summary>
    public static void Compile(WebhookDocument document, PartBuilder part)
    {
        if (ReferenceChecks.Object(part, document, "/object", document.Object) is { } model) CheckObject(document, model, part);
        if (!WebAddress.IsOne(document.Url)) Bad(part, document, "/url", "The address is one of https or http, without a user and password: those go into a header with a secret.");
        if (document.Events.Distinct().Count() < document.Events.Count) part.Error(document, "/events", DocumentCodes.DuplicateItem, "An event is listed twice.");
        for (int i = 0; i < document.Headers.Count; i++) CheckHeader(document, i, part);
        TextMerger texts = part.Translations(DocumentKinds.Webhook, document.Name);
        part.Output = document with { Label = texts.MergeOptional("label", document.Label), Description = texts.MergeOptional("description", document.Description) };
        part.WarnUnused(texts);
    }

    private static void CheckObject(WebhookDocument document, ObjectModel model, PartBuilder part)
    {
        if (document.When is { } when)
        {
            ExpressionScope scope = ExpressionScopes.Of(ExpressionPurpose.Write, part.Expressions, model.Name);
            ExpressionChecks.Check(part, document, "/when", when, scope, ExpressionType.Bool);
        }

        for (int i = 0; i < document.Fields.Count; i++)
        {
            string at = Invariant($"/fields/{i}");
            if (document.Fields.AsSpan()[..i].Contains(document.Fields[i])) part.Error(document, at, DocumentCodes.DuplicateItem, "The field is listed twice.");
            if (ReferenceChecks.Field(part, document, at, model, document.Fields[i]) is { } field && (field.IsComputed || field.Type is ManyToManyType or EncryptedTextType))
            {
                part.Error(document, at, DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" is not at hand when a record is written; ask for it by \"query\".");
            }
        }
    }

    private static void CheckHeader(WebhookDocument document, int i, PartBuilder part)
    {
        WebhookHeader header = document.Headers[i];
        string at = Invariant($"/headers/{i}");
        if (document.Headers.Take(i).Any(h => string.Equals(h.Name, header.Name, StringComparison.OrdinalIgnoreCase)))
        {
            part.Error(document, at + "/name", DocumentCodes.DuplicateItem, $"The header \"{header.Name}\" is listed twice.");
        }

        if (!WebAddress.IsHeader(header.Name)) Bad(part, document, at + "/name", $"\"{header.Name}\" cannot be the name of a header, or is one that calls have anyway.");
        if (header.Value is null && header.Secret is null) Bad(part, document, at, "A header needs a value, a secret, or both.");
        if (header.Value?.All(c => c is >= ' ' and < '\x7F') == false) Bad(part, document, at + "/value", "The value of a header is of ASCII characters.");
    }

    private static void Bad(PartBuilder part, Document document, string pointer, Sentence message) => part.Error(document, pointer, DocumentCodes.BadWebhook, message);
}
