using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Reading;

namespace Platform.Metadata.Compilation;

/// <summary>The documents of a compilation by kind and name, each kind ordered by name; a repeated name or id is reported and left out.</summary>
internal sealed class DocumentIndex
{
    private readonly Dictionary<(string Kind, string Name), Document> _byName = [];
    private readonly Dictionary<Document, DocumentSource?> _sources = new(ReferenceEqualityComparer.Instance);

    public DocumentIndex(IEnumerable<SourceDocument> documents, List<Finding> findings)
    {
        Dictionary<(string Kind, string Id), Document> byId = [];
        foreach (SourceDocument source in documents)
        {
            Document document = source.Document;
            _sources[document] = source.Source;
            if (!_byName.TryAdd((document.Kind, document.Name), document))
            {
                Sentence owner = string.Empty;
                if (_byName[(document.Kind, document.Name)].Package is { } package) owner = $" (of package \"{package}\")";
                findings.Add(Finding.Error(
                    document, "/name", DocumentCodes.DuplicateDocument, $"There is already {(document.Kind == DocumentKinds.Object ? "an" : "a")} {document.Kind} \"{document.Name}\"{owner}."));
            }
            else if (!byId.TryAdd((document.Kind, document.Id), document))
            {
                findings.Add(Finding.Error(
                    document, "/id", DocumentCodes.DuplicateId,
                    $"The id \"{document.Id}\" is that of the {document.Kind} \"{byId[(document.Kind, document.Id)].Name}\"; give this one an \"id\" of its own."));
            }
        }

        Objects = OfKind<ObjectDocument>();
        Extensions = OfKind<FieldExtensionDocument>().ToLookup(e => e.Object, StringComparer.Ordinal);
        Pipelines = OfKind<PipelineDocument>().ToLookup(p => p.Object, StringComparer.Ordinal);
        Names = new ModelNames(
            [.. Objects.Select(o => o.Name)], [.. OfKind<PicklistDocument>().Select(p => p.Name)], [.. OfKind<ViewDocument>().Select(v => v.Name)],
            [.. OfKind<BusinessCalendarDocument>().Select(c => c.Name)]);
    }

    /// <summary>Every document, ordered by kind and name.</summary>
    public IEnumerable<Document> All =>
        _byName.Values.OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal);

    /// <summary>The objects.</summary>
    public IReadOnlyList<ObjectDocument> Objects { get; }

    /// <summary>Field extensions by the name of the extended object.</summary>
    public ILookup<string, FieldExtensionDocument> Extensions { get; }

    /// <summary>Pipelines by the name of their object.</summary>
    public ILookup<string, PipelineDocument> Pipelines { get; }

    /// <summary>The documents that an object is made of.</summary>
    public ObjectInput InputOf(ObjectDocument document) =>
        new(
            document, Extensions[document.Name].ToEquatableArray(), Pipelines[document.Name].FirstOrDefault()?.Field,
            Pipelines[document.Name].Any(p => p.KeepTotals) ? [] : Pipelines[document.Name].Select(p => p.AmountField).OfType<string>().Distinct(StringComparer.Ordinal).ToEquatableArray());

    /// <summary>Names for suggestions.</summary>
    public ModelNames Names { get; }

    /// <summary>The documents of a record type, ordered by name.</summary>
    public IReadOnlyList<T> OfKind<T>() where T : Document => [.. _byName.Values.OfType<T>().OrderBy(d => d.Name, StringComparer.Ordinal)];

    /// <summary>The document of that kind and name or null.</summary>
    public Document? Find(string kind, string name) => _byName.GetValueOrDefault((kind, name));

    /// <summary>Where a field of an object is described: its document, or that of an extension, and the pointer to it.</summary>
    /// <exception cref="InvalidOperationException">No document describes it.</exception>
    public (Document Document, string Pointer) FieldPlace(string objectName, string field)
    {
        IEnumerable<(Document Document, FieldDocument Field, int Place)> described = Objects.Where(o => o.Name == objectName)
            .SelectMany(o => o.Fields.Select((f, i) => ((Document)o, f, i)))
            .Concat(Extensions[objectName].SelectMany(e => e.Fields.Select((f, i) => ((Document)e, f, i))));
        (Document document, _, int place) = described.First(d => d.Field.Name == field);
        return (document, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/fields/{place}"));
    }

    /// <summary>The findings as diagnostics with line and column where the text is at hand, ordered by document and place.</summary>
    public IReadOnlyList<Diagnostic> Place(IEnumerable<Finding> findings)
    {
        List<Diagnostic> placed = [];
        foreach (IGrouping<Document?, Finding> group in findings.GroupBy(f => f.Document ?? Find(f.Kind, f.Name), ReferenceEqualityComparer.Instance as IEqualityComparer<Document?>))
        {
            DocumentSource? source = group.Key is null ? null : _sources.GetValueOrDefault(group.Key);
            PointerPositions? positions = source is null ? null : PointerPositions.Of(source);
            placed.AddRange(group.Select(f => Place(f, source, positions)));
        }

        return [.. placed.OrderBy(d => d.File ?? string.Empty, StringComparer.Ordinal).ThenBy(d => d.Kind, StringComparer.Ordinal)
            .ThenBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column).ThenBy(d => d.Pointer, StringComparer.Ordinal)];
    }

    private static Diagnostic Place(Finding finding, DocumentSource? source, PointerPositions? positions)
    {
        (int Line, int Column)? place = positions?.At(finding.Pointer);
        return new Diagnostic(finding.Code, finding.Severity, finding.Message)
        {
            Kind = finding.Kind,
            Name = finding.Name,
            File = source?.File,
            Pointer = finding.Pointer,
            Line = place?.Line,
            Column = place?.Column,
            Suggestion = finding.Suggestion,
        };
    }
}
