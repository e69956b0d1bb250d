using System.Text.Json.Nodes;
using Platform.Expressions.Diagnostics;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Runtime.Publishing;

/// <summary>
/// The documents of a tenant after edits. A document that gives no id takes that of the one it replaces by name, and so do its fields, so
/// that files which never mention ids still keep the identity of what was once renamed.
/// </summary>
internal sealed class EditedDocuments
{
    private readonly Dictionary<(string Kind, string Id), StoredEntry> _documents;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly long _revision;

    private EditedDocuments(TenantState state)
    {
        _documents = new Dictionary<(string, string), StoredEntry>(state.Documents);
        _revision = state.Revision + 1;
    }

    /// <summary>The documents after the edits, by kind and stable id.</summary>
    public IReadOnlyDictionary<(string Kind, string Id), StoredEntry> Documents => _documents;

    /// <summary>What is wrong with the edits.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Carries edits out in order.</summary>
    /// <param name="state">The tenant's present state.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="ofPlatform">True when the platform itself edits, which alone may touch built-in documents.</param>
    public static EditedDocuments Of(TenantState state, IEnumerable<DocumentEdit> edits, bool ofPlatform = false)
    {
        EditedDocuments edited = new(state);
        foreach (DocumentEdit edit in edits)
        {
            if (edit is PutDocument put) edited.Put(put, ofPlatform);
            else if (edit is RemoveDocument remove) edited.Remove(remove, ofPlatform);
        }

        return edited;
    }

    private void Put(PutDocument put, bool ofPlatform)
    {
        ReadResult first = DocumentReader.Read(put.Json, put.File, put.Package);
        _diagnostics.AddRange(first.Diagnostics);
        if (first.Document is not { } given) return;
        JsonObject json = JsonNode.Parse(put.Json)!.AsObject();
        StoredEntry? replaced = Replaced(given.Document, json);
        if (!ofPlatform && IsBuiltIn(replaced?.Content ?? given.Document))
        {
            Refuse(PublishCodes.BuiltInDocument, given.Document, $"The {given.Document.Kind} \"{given.Document.Name}\" is the platform's own; extend it instead.");
            return;
        }

        if (replaced is not null) KeepIdentity(json, given.Document, replaced);
        string body = CanonicalJson.Of(json);
        string? package = put.Package ?? given.Document.Package ?? replaced?.Content.Package;
        if (replaced is not null && replaced.Body == body && replaced.Content.Package == package) return;
        ReadResult read = DocumentReader.Read(body, put.File, package);
        if (read.Document is not { } document)
        {
            _diagnostics.AddRange(read.Diagnostics);
            return;
        }

        // Findings are placed in the text as it was given.
        SourceDocument placed = document with { Source = given.Source is { } source ? source with { Package = package } : document.Source };
        _documents[(document.Document.Kind, document.Document.Id)] = new StoredEntry(placed, body, _revision);
    }

    private void Remove(RemoveDocument remove, bool ofPlatform)
    {
        StoredEntry? found = _documents.Values.FirstOrDefault(d => d.Content.Kind == remove.Kind && d.Content.Name == remove.Name);
        if (found is null)
        {
            _diagnostics.Add(new Diagnostic(
                PublishCodes.DocumentUnknown, DiagnosticSeverity.Error, $"There is no {remove.Kind} \"{remove.Name}\" to remove.")
            {
                Kind = remove.Kind,
                Name = remove.Name,
            });
        }
        else if (!ofPlatform && IsBuiltIn(found.Content))
        {
            Refuse(PublishCodes.BuiltInDocument, found.Content, $"The {remove.Kind} \"{remove.Name}\" is the platform's own.");
        }
        else
        {
            _documents.Remove(found.Key);
        }
    }

    private StoredEntry? Replaced(Document given, JsonObject json) =>
        _documents.GetValueOrDefault((given.Kind, given.Id)) is { } sameId && (json.ContainsKey("id") || sameId.Content.Name == given.Name)
            ? sameId
            : json.ContainsKey("id") ? null : _documents.Values.FirstOrDefault(d => d.Content.Kind == given.Kind && d.Content.Name == given.Name);

    private static void KeepIdentity(JsonObject json, Document given, StoredEntry replaced)
    {
        if (replaced.Content.Id != given.Id) json["id"] = replaced.Content.Id;
        if (json["fields"] is not JsonArray fields || FieldsOf(replaced.Content) is not { } before) return;
        HashSet<string> taken = fields.OfType<JsonObject>().Select(f => (string?)f["id"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (JsonObject field in fields.OfType<JsonObject>())
        {
            if (field.ContainsKey("id") || (string?)field["name"] is not { } name) continue;
            FieldDocument? same = before.FirstOrDefault(f => f.Name == name && f.Id != name);
            if (same is not null && taken.Add(same.Id)) field["id"] = same.Id;
        }
    }

    private static IEnumerable<FieldDocument>? FieldsOf(Document document) => document switch
    {
        ObjectDocument d => d.Fields,
        FieldExtensionDocument d => d.Fields,
        _ => null,
    };

    private static bool IsBuiltIn(Document document) => document.Package == BuiltInDocuments.PackageName;

    private void Refuse(string code, Document document, Sentence message) =>
        _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Error, message) { Kind = document.Kind, Name = document.Name });
}
