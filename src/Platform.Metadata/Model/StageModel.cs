using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Documents;

namespace Platform.Metadata.Model;

/// <summary>A stage as the engines see it.</summary>
public sealed record StageModel
{
    /// <summary>The choice of the stage field.</summary>
    public required string Value { get; init; }

    /// <summary>Label of the choice.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Colour of the choice or null.</summary>
    public string? Color { get; init; }

    /// <summary>What it means to be there.</summary>
    public StageKind Kind { get; init; }

    /// <summary>Share of records that are won in the end, from 0 to 1, or null.</summary>
    public decimal? Probability { get; init; }

    /// <summary>Choice of the forecast field, or null.</summary>
    public string? Forecast { get; init; }

    /// <summary>Days after which a record that stays is stale, or null.</summary>
    public int? StaleAfterDays { get; init; }

    /// <summary>What to do in the stage, or null.</summary>
    public LocalizedText? Guidance { get; init; }

    /// <summary>Material that helps.</summary>
    public EquatableArray<GuidanceLink> Links { get; init; }

    /// <summary>Fields that matter most in the stage.</summary>
    public EquatableArray<string> KeyFields { get; init; }

    /// <summary>Fields that must have a value in the stage, the reason of closing included.</summary>
    public EquatableArray<string> RequiredFields { get; init; }

    /// <summary>Conditions of entering.</summary>
    public EquatableArray<GateModel> Entry { get; init; }

    /// <summary>Conditions of leaving for a later stage or for the end.</summary>
    public EquatableArray<GateModel> Exit { get; init; }

    /// <summary>Picklist field with the reason of closing, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Text field beside the reason, or null.</summary>
    public string? Note { get; init; }

    /// <summary>Fields that are set when a record enters.</summary>
    public EquatableArray<StageUpdateModel> OnEnter { get; init; }

    /// <summary>Fields that are set when a record leaves.</summary>
    public EquatableArray<StageUpdateModel> OnExit { get; init; }

    /// <summary>None enters any more.</summary>
    public bool Retired { get; init; }

    /// <summary>Names of approval flows that a record must have passed to enter.</summary>
    public EquatableArray<string> RequiredApprovals { get; init; }

    /// <summary>Where records go that stay for long.</summary>
    public EquatableArray<TimedTransitionModel> Timed { get; init; }

    /// <summary>What is done when a record has entered.</summary>
    public EquatableArray<ProcessActionModel> EnterActions { get; init; }

    /// <summary>What is done when a record has left.</summary>
    public EquatableArray<ProcessActionModel> ExitActions { get; init; }

    /// <summary>What has to be done before a record is taken on.</summary>
    public EquatableArray<StageTaskModel> Tasks { get; init; }

    /// <summary>The stages that may follow, in the order of the pipeline.</summary>
    public EquatableArray<StageStep> Next { get; init; }

    /// <summary>True for <see cref="StageKind.Won"/>, <see cref="StageKind.Lost"/> and <see cref="StageKind.Invalid"/>.</summary>
    public bool IsClosed => Kind != StageKind.Open;
}

/// <summary>A condition of entering or leaving a stage.</summary>
/// <param name="Name">Unique in the pipeline.</param>
/// <param name="Condition">Must be true.</param>
/// <param name="Message">What is missing while it is not.</param>
/// <param name="Field">Field to show the message at, or null.</param>
public sealed record GateModel(string Name, CheckedExpression Condition, LocalizedText Message, string? Field);

/// <summary>A field that is set when a record enters or leaves a stage.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value.</param>
public sealed record StageUpdateModel(string Field, CheckedExpression Value);

/// <summary>A record that has been in a stage for so long goes on by itself.</summary>
/// <param name="AfterDays">Days since it entered.</param>
/// <param name="To">The stage that it goes to.</param>
/// <param name="When">True for the records that go, or null.</param>
/// <param name="Set">Fields that are set with it.</param>
/// <param name="Actions">What is done when it has gone.</param>
public sealed record TimedTransitionModel(int AfterDays, string To, CheckedExpression? When, EquatableArray<StageUpdateModel> Set, EquatableArray<ProcessActionModel> Actions);

/// <summary>Something that a process does.</summary>
/// <param name="Action">As the document says it.</param>
/// <param name="When">True for the records for which it is done, or null.</param>
/// <param name="Users">Expressions that give users whom it concerns.</param>
/// <param name="Texts">Expressions that stand in its texts.</param>
public sealed record ProcessActionModel(ProcessAction Action, CheckedExpression? When, EquatableArray<CheckedExpression> Users, EquatableArray<CheckedExpression> Texts);

/// <summary>A task that is made when a record enters a stage, and has to be done before it goes on.</summary>
/// <param name="Name">Unique in the pipeline.</param>
/// <param name="Label">What has to be done.</param>
/// <param name="Action">Makes the task.</param>
public sealed record StageTaskModel(string Name, LocalizedText Label, ProcessActionModel Action);

/// <summary>A stage that may follow another.</summary>
/// <param name="To">The stage.</param>
/// <param name="Roles">Roles that may go there; empty for everyone.</param>
/// <param name="Exits">The exit conditions of the stage that is left apply: the way leads on, not back.</param>
/// <param name="Reopens">It takes a record out of a closed stage.</param>
public sealed record StageStep(string To, EquatableArray<string> Roles, bool Exits, bool Reopens);
