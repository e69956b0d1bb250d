using Platform.Metadata.Collections;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Workspace;

/// <summary>An object that the user may read.</summary>
public sealed record WorkspaceObject
{
    /// <summary>Object name, the GraphQL type.</summary>
    public required string Name { get; init; }

    /// <summary>Query for one record.</summary>
    public required string Singular { get; init; }

    /// <summary>Query for many records.</summary>
    public required string Plural { get; init; }

    /// <summary>Label of one.</summary>
    public required string Label { get; init; }

    /// <summary>Label of many.</summary>
    public required string PluralLabel { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>Icon key.</summary>
    public string? Icon { get; init; }

    /// <summary>Name of the field that names a record; <c>id</c> when the user may not read that field.</summary>
    public required string NameField { get; init; }

    /// <summary>One of the platform's own objects.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Who owns records.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Master-detail field that makes the object part of another one.</summary>
    public string? MasterField { get; init; }

    /// <summary>The user may create records.</summary>
    public bool CanCreate { get; init; }

    /// <summary>There are rows that the user may edit; each record's <c>_access</c> says which.</summary>
    public bool CanEdit { get; init; }

    /// <summary>There are rows that the user may delete.</summary>
    public bool CanDelete { get; init; }

    /// <summary>Rules of duplicates check its records, and can be asked beforehand.</summary>
    public bool FindsDuplicates { get; init; }

    /// <summary>Hooks have something to say of records while they are filled in.</summary>
    public bool Validates { get; init; }

    /// <summary>Changes are kept in the record's history.</summary>
    public bool TrackHistory { get; init; }

    /// <summary>Fields that the user may read: system fields first, then in document order.</summary>
    public required EquatableArray<WorkspaceField> Fields { get; init; }

    /// <summary>To-many relations to objects that the user may read.</summary>
    public required EquatableArray<WorkspaceRelation> Relations { get; init; }

    /// <summary>Validation rules that the form can ask; the server asks all.</summary>
    public required EquatableArray<WorkspaceRule> Rules { get; init; }

    /// <summary>Record types; empty for an object without.</summary>
    public required EquatableArray<WorkspaceRecordType> RecordTypes { get; init; }

    /// <summary>Pipelines that records go through, in the order in which their conditions are tried.</summary>
    public required EquatableArray<WorkspacePipeline> Pipelines { get; init; }

    /// <summary>Records may wait for approval: the object has flows, of whatever kind.</summary>
    public required bool HasApprovals { get; init; }

    /// <summary>Approval flows by which people submit records.</summary>
    public required EquatableArray<WorkspaceApproval> Approvals { get; init; }

    /// <summary>Actions of one's own on single records.</summary>
    public required EquatableArray<WorkspaceAction> Actions { get; init; }

    /// <summary>What records become, in the order in which conditions are tried.</summary>
    public required EquatableArray<WorkspaceConversion> Conversions { get; init; }

    /// <summary>How the record page is arranged; made from the fields when no document says.</summary>
    public required WorkspaceLayout Layout { get; init; }

    /// <summary>List views, the default one first; never empty.</summary>
    public required EquatableArray<WorkspaceView> Views { get; init; }
}

/// <summary>An action on a record.</summary>
/// <param name="Name">Name, the field of the API.</param>
/// <param name="Type">Under which root of the API it stands.</param>
/// <param name="Label">Label.</param>
/// <param name="Description">Description.</param>
/// <param name="Confirm">What is asked before; null to ask nothing.</param>
/// <param name="Input">Fields of its form; empty for none.</param>
/// <param name="Output">What it gives back.</param>
public sealed record WorkspaceAction(
    string Name, ActionType Type, string Label, string? Description, string? Confirm, EquatableArray<WorkspaceField> Input, EquatableArray<WorkspaceField> Output);

/// <summary>What a record becomes.</summary>
/// <param name="Name">Name, as the API is told.</param>
/// <param name="Label">Label.</param>
/// <param name="Description">Description.</param>
/// <param name="ConvertedField">Field with the instant of the conversion: a record that has one cannot be changed.</param>
/// <param name="Links">Lookups that the user may read, which keep what was made or attached.</param>
/// <param name="Offered">The user may convert records this way, as far as rights on the object decide.</param>
public sealed record WorkspaceConversion(string Name, string Label, string? Description, string ConvertedField, EquatableArray<string> Links, bool Offered);

/// <summary>A to-many relation.</summary>
/// <param name="Name">Name on this object.</param>
/// <param name="Label">Label.</param>
/// <param name="Object">Object of the related records.</param>
/// <param name="Field">Their field that points here.</param>
/// <param name="Kind">Kind of reference.</param>
public sealed record WorkspaceRelation(string Name, string Label, string Object, string Field, RelationKind Kind);

/// <summary>The arrangement of a record page, reduced to fields that the user may read.</summary>
/// <param name="Highlights">Fields at the top of the page.</param>
/// <param name="Sections">Sections in order; none of them empty.</param>
/// <param name="RelatedLists">Lists of related records.</param>
public sealed record WorkspaceLayout(
    EquatableArray<string> Highlights, EquatableArray<WorkspaceSection> Sections, EquatableArray<WorkspaceRelatedList> RelatedLists);

/// <summary>A block of fields.</summary>
/// <param name="Label">Title; null for the one block of an object without a layout.</param>
/// <param name="Columns">1 or 2.</param>
/// <param name="Fields">Field names in reading order.</param>
/// <param name="Collapsed">Starts closed.</param>
public sealed record WorkspaceSection(string? Label, int Columns, EquatableArray<string> Fields, bool Collapsed);

/// <summary>A list of related records on the record page.</summary>
/// <param name="Relation">Name of the relation.</param>
/// <param name="Columns">Columns, fields of the related object or one step over a lookup.</param>
/// <param name="Sort">Order.</param>
public sealed record WorkspaceRelatedList(string Relation, EquatableArray<string> Columns, EquatableArray<SortKey> Sort);

/// <summary>A list view.</summary>
/// <param name="Name">Name of the document; <c>all</c> for the view that objects without one get.</param>
/// <param name="Label">Title; null for the made view, which the application titles itself.</param>
/// <param name="Columns">Columns that the user may read.</param>
/// <param name="Filter">Filter in the JSON form of the API's filter argument; <c>"$me"</c> stands for the user's id.</param>
/// <param name="Sort">Order.</param>
public sealed record WorkspaceView(
    string Name, string? Label, EquatableArray<string> Columns, JsonText? Filter, EquatableArray<SortKey> Sort);
