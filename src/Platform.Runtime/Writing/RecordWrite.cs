using Platform.GraphQL;
using Platform.Metadata.Documents;
using Platform.Metadata.Values;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing;

/// <summary>One record on its way through the pipeline. Arrays of values are indexed by the fields' ordinals.</summary>
internal sealed class RecordWrite
{
    private List<RecordProblem>? _problems;
    private HashSet<int>? _preset;
    private HashSet<FieldSlot>? _hidden;
    private HashSet<(FieldSlot Slot, Guid Target)>? _notChoosable;

    /// <summary>A record of an input.</summary>
    public RecordWrite(RecordLayout layout, int index, WriteKind kind, Guid id)
    {
        Layout = layout;
        Index = index;
        Kind = kind;
        Id = id;
        Values = new object?[layout.Fields.Count];
        IsGiven = new bool[layout.Fields.Count];
        IsChanged = new bool[layout.Fields.Count];
    }

    /// <summary>The object's layout.</summary>
    public RecordLayout Layout { get; }

    /// <summary>Zero-based place among the inputs.</summary>
    public int Index { get; }

    /// <summary>What is done; an upsert decides it when it has looked for the record.</summary>
    public WriteKind Kind { get; set; }

    /// <summary>The record's id.</summary>
    public Guid Id { get; set; }

    /// <summary>The caller's fields, or null for a write without input.</summary>
    public IReadOnlyDictionary<string, object?>? Input { get; init; }

    /// <summary>The version that the caller saw; null when it does not matter.</summary>
    public int? IfVersion { get; init; }

    /// <summary>Canonical values before the write; null for a new record.</summary>
    public object?[]? Old { get; set; }

    /// <summary>Canonical values after the write. Of an update's untouched fields, the old ones; of links, the <see cref="LinkChange"/>.</summary>
    public object?[] Values { get; }

    /// <summary>Fields that the caller gave.</summary>
    public bool[] IsGiven { get; }

    /// <summary>Gives a field the constant of the record's type.</summary>
    public void Preset(FieldSlot slot, object? value)
    {
        Values[slot.Ordinal] = value;
        if (value is not null) (_preset ??= []).Add(slot.Ordinal);
    }

    /// <summary>The record's type has filled the field in.</summary>
    public bool IsPreset(FieldSlot slot) => _preset?.Contains(slot.Ordinal) == true;

    /// <summary>Fields whose value the write changes; in a new record, those that are not blank.</summary>
    public bool[] IsChanged { get; }

    /// <summary>Links that are added and removed, per many-to-many field.</summary>
    public Dictionary<FieldSlot, LinkDelta> LinkDeltas => field ??= [];

    /// <summary>What is told beside a write that stands.</summary>
    public List<(string? Field, ValueProblem Problem)> Warnings { get; } = [];

    /// <summary>True when something is written.</summary>
    public bool HasEffect { get; set; } = true;

    /// <summary>What is asked is done once it is approved, and not by this write.</summary>
    public bool AwaitsApproval { get; set; }

    /// <summary>True when the record has a problem and is not written.</summary>
    public bool IsRefused => _problems is not null;

    /// <summary>Records and their problem, of the category (a code of <c>GraphQLErrorCode</c>) that the response has.</summary>
    public void Refuse(string category, string? field, ValueProblem problem) => (_problems ??= []).Add(new RecordProblem(category, field, problem));

    /// <summary>Records and a problem that documents word.</summary>
    public void Refuse(string category, string? field, ValueProblem problem, LocalizedText message) =>
        (_problems ??= []).Add(new RecordProblem(category, field, problem) { Message = message });

    /// <summary>Records a problem.</summary>
    public void Refuse(RecordProblem problem) => (_problems ??= []).Add(problem);

    /// <summary>Nothing was wrong with it when the documents came to be asked about it: whatever they say against it is said together.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Its references were looked up, and what is to be said of them was said.</summary>
    public bool HasCheckedReferences { get; set; }

    /// <summary>Takes the problems away: until another is recorded, the record stands.</summary>
    public IReadOnlyList<RecordProblem> TakeProblems()
    {
        IReadOnlyList<RecordProblem> taken = Problems;
        _problems = null;
        return taken;
    }

    /// <summary>Forms do not show the field, so that it is not required.</summary>
    public bool IsHidden(FieldSlot slot) => _hidden?.Contains(slot) == true;

    /// <summary>Notes that forms do not show the field.</summary>
    public void Hide(FieldSlot slot) => (_hidden ??= []).Add(slot);

    /// <summary>The reference may not point to the record, though it is there.</summary>
    public bool IsNotChoosable(FieldSlot slot, Guid target) => _notChoosable?.Contains((slot, target)) == true;

    /// <summary>Notes that a reference may not point to a record.</summary>
    public void NotChoosable(FieldSlot slot, Guid target) => (_notChoosable ??= []).Add((slot, target));

    /// <summary>Tells a problem that does not stop the write.</summary>
    public void Warn(string? field, ValueProblem problem) => Warnings.Add((field, problem));

    /// <summary>Why the record is not written.</summary>
    public IReadOnlyList<RecordProblem> Problems => _problems ?? [];

    /// <summary>Whether a field has a problem.</summary>
    public bool HasProblem(FieldSlot slot) => _problems is not null && _problems.Exists(p => p.Field == slot.Field.Name);

    /// <summary>The refusal in the caller's language.</summary>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="isMany">The mutation takes many inputs, so each problem says which.</param>
    public WriteRefusal Refusal(string language, bool isMany)
    {
        List<WriteProblem> problems =
        [
            .. Problems.Select(p => new WriteProblem(
                Layout.Object.Name,
                Kind == WriteKind.Create ? null : Id,
                isMany ? Index : null,
                p.Field,
                p.Problem.Code,
                p.Message?.In(language) ?? WriteMessages.Catalogue.Text(p.Problem, language))),
        ];
        // Of several reasons a stage's gate says most: whoever wants to go on asks for what it names, the others among it.
        int first = Math.Max(0, _problems?.FindIndex(p => p.Category == GraphQLErrorCode.GateNotMet) ?? 0);
        return new WriteRefusal(Problems[first].Category, problems[first].Message, problems);
    }
}
