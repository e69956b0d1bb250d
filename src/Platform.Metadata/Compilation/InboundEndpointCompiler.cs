using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles inbound endpoints: inputs, and the fields that they set, against the object.</summary>
internal static class InboundEndpointCompiler
{
    /// <summary>Checks an endpoint and translates its texts.</summary>
    public static void Compile(InboundEndpointDocument document, PartBuilder part)
    {
        CheckInputs(document, part);
        CheckHook(document, part);
        if (ReferenceChecks.Object(part, document, "/object", document.Object) is { } model) CheckObject(document, model, part);
        if (document.SignatureHeader is not null && document.Scheme != InboundScheme.Hmac) Bad(part, document, "/signatureHeader", "The scheme has a header of its own.");
        if (document.KeyHeader is not null && document.KeyAt is not null) Bad(part, document, "/keyAt", "Repeats are told by a header or by a place in the body, not by both.");
        if (document.KeyAt is { } at && !IsPointer(at)) Bad(part, document, "/keyAt", "A JSON pointer begins with a slash: /order/id.");
        TextMerger texts = part.Translations(DocumentKinds.InboundEndpoint, document.Name);
        part.Output = document with { Label = texts.MergeOptional("label", document.Label), Description = texts.MergeOptional("description", document.Description) };
        part.WarnUnused(texts);
    }

    private static void CheckHook(InboundEndpointDocument document, PartBuilder part)
    {
        if (document.Hook is null)
        {
            if (document.Inputs.IsEmpty) Bad(part, document, "/inputs", "Nothing is taken out of the body: an endpoint without a hook needs inputs.");
            if (document.Values.IsEmpty) Bad(part, document, "/values", "Nothing is set: an endpoint without a hook needs values.");
            if (!document.Headers.IsEmpty) Bad(part, document, "/headers", "Only a hook sees headers.");
            return;
        }

        if (!document.Inputs.IsEmpty) Bad(part, document, "/inputs", "The hook gets the whole body.");
        if (!document.Values.IsEmpty) Bad(part, document, "/values", "The hook decides what a call does.");
        if (document.MatchBy is not null) Bad(part, document, "/matchBy", "The hook decides what a call does.");
        for (int i = 0; i < document.Headers.Count; i++)
        {
            string name = document.Headers[i];
            bool isName = name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
            if (!isName) Bad(part, document, Invariant($"/headers/{i}"), "It is no name of a header.");
            else if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)) Bad(part, document, Invariant($"/headers/{i}"), "Secrets of the sender are for the endpoint, not for hooks.");
        }

        ScriptChecks.Unique(part, document, "/headers", document.Headers.Select(h => h.ToLowerInvariant()), "The header is listed twice.");
    }

    private static void CheckInputs(InboundEndpointDocument document, PartBuilder part)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Inputs.Count; i++)
        {
            string at = Invariant($"/inputs/{i}");
            if (!names.Add(document.Inputs[i].Name)) part.Error(document, at + "/name", DocumentCodes.DuplicateItem, $"There is already an input \"{document.Inputs[i].Name}\".");
            if (!IsPointer(document.Inputs[i].At)) Bad(part, document, at + "/at", "A JSON pointer begins with a slash: /contact/email.");
        }
    }

    private static void CheckObject(InboundEndpointDocument document, ObjectModel model, PartBuilder part)
    {
        if (model.Writes != RecordWrites.All) Bad(part, document, "/object", $"Records of {model.Name} are written by the platform.");
        ExpressionScope scope = new InboundInputs(document).Scope;
        HashSet<string> set = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Values.Count; i++)
        {
            InboundValue value = document.Values[i];
            string at = Invariant($"/values/{i}");
            if (!set.Add(value.Field)) part.Error(document, at + "/field", DocumentCodes.DuplicateItem, $"The field \"{value.Field}\" is set twice.");
            if (ReferenceChecks.Field(part, document, at + "/field", model, value.Field) is not { } field) continue;
            if (field.IsSystem || field.IsComputed || field.ComputedBy is not null || Expected(field.Type) is not { } expected)
            {
                part.Error(document, at + "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" cannot be set by a call.");
                continue;
            }

            ExpressionChecks.Check(part, document, at + "/value", value.Value, scope, expected);
        }

        if (document.MatchBy is not { } key || ReferenceChecks.Field(part, document, "/matchBy", model, key) is not { } match) return;
        bool isUnique = model.Indexes.Any(x => x.Unique && x.Fields.Count == 1 && x.Fields[0] == match.Name);
        if (!isUnique) part.Error(document, "/matchBy", DocumentCodes.UnsuitableField, $"The field \"{match.Name}\" is not unique.");
        if (!set.Contains(key)) Bad(part, document, "/matchBy", "The field that records are found by has to be set.");
    }

    // References are given by their ids.
    private static ExpressionType? Expected(FieldType type) => type switch
    {
        LookupType or MasterDetailType => ExpressionType.Text,
        ManyToManyType or PolymorphicLookupType or EncryptedTextType or AutoNumberType => null,
        _ => FieldMembers.TypeOf(type),
    };

    private static bool IsPointer(string text) => text.StartsWith('/');

    private static void Bad(PartBuilder part, Document document, string pointer, Sentence message) => part.Error(document, pointer, DocumentCodes.BadInboundEndpoint, message);
}
