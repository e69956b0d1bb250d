using Platform.Expressions.Diagnostics;
using Platform.Metadata.Calendars;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Collects what one part finds, uses and asks for while it is compiled.</summary>
internal sealed class PartBuilder(Func<Topic, string, object?> ask, ModelNames names, object? earlierOutput)
{
    private readonly Dictionary<(Topic, string), object?> _answers = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Use> _uses = [];

    /// <summary>The result so far.</summary>
    public object? Output { get; set; }

    /// <summary>The result of the compilation before, to take equal pieces from; null for a new document.</summary>
    public object? EarlierOutput => earlierOutput;

    /// <summary>All names, for suggestions.</summary>
    public ModelNames Names => names;

    /// <summary>The packages and what each may use.</summary>
    public PackageGraph Packages => (PackageGraph)Ask(Topic.Packages, string.Empty)!;

    /// <summary>The outline of an object or null.</summary>
    public ObjectHead? Head(string name) => (ObjectHead?)Ask(Topic.Head, name);

    /// <summary>A compiled object or null.</summary>
    public ObjectModel? Object(string name) => (ObjectModel?)Ask(Topic.Object, name);

    /// <summary>A global picklist or null.</summary>
    public PicklistDocument? Picklist(string name) => (PicklistDocument?)Ask(Topic.Picklist, name);

    /// <summary>A view or null.</summary>
    public ViewDocument? View(string name) => (ViewDocument?)Ask(Topic.View, name);

    /// <summary>What expressions may name: every object and business calendar.</summary>
    public ModelObjects Expressions => new(Object, Hours, () => names.Calendars);

    /// <summary>The translations of a document.</summary>
    public TextMerger Translations(string kind, string name) =>
        new((EquatableArray<TranslatedText>)Ask(Topic.Translations, kind + "." + name)!);

    /// <summary>Adds an error.</summary>
    public void Error(Document document, string pointer, string code, Sentence message, string? suggestion = null) =>
        _findings.Add(Finding.Error(document, pointer, code, message, suggestion));

    /// <summary>Adds an error with the nearest of the candidates as its suggestion.</summary>
    public void Unknown(Document document, string pointer, string code, Sentence message, string name, IEnumerable<string> candidates) =>
        Error(document, pointer, code, message, NearestName.Find(name, candidates));

    /// <summary>Warns of the translations that were not asked for.</summary>
    public void WarnUnused(TextMerger texts, Func<TranslatedText, bool>? except = null)
    {
        foreach (TranslatedText text in texts.Unused())
        {
            if (except?.Invoke(text) != true) _findings.Add(Finding.Unused(text));
        }
    }

    /// <summary>Notes that the document refers to an element that exists.</summary>
    public void Use(Element target, Document document, string pointer)
    {
        _uses.Add(new Use(target, document.Kind, document.Name, pointer));
        if (target.Kind == Element.FieldKind) LastUsedField = target.Name;
    }

    /// <summary>Full name of the field that was used last: what a choice or operand read next belongs to.</summary>
    public string LastUsedField { get; private set; } = string.Empty;

    /// <summary>The finished part.</summary>
    public Part ToPart(object input) => new(
        input, [.. _answers.Select(a => new Answer(a.Key.Item1, a.Key.Item2, a.Value))], Output, _findings.ToEquatableArray(), _uses.ToEquatableArray());

    private BusinessHours? Hours(string? calendar)
    {
        if (Ask(Topic.Calendar, calendar ?? string.Empty) is BusinessCalendarDocument document) return new BusinessHours(document);
        return calendar is null ? BusinessHours.Always : null;
    }

    private object? Ask(Topic topic, string name)
    {
        if (!_answers.TryGetValue((topic, name), out object? value)) _answers[(topic, name)] = value = ask(topic, name);
        return value;
    }
}
