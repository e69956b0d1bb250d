using Platform.Metadata.Collections;
using Platform.Metadata.Fields;

namespace Platform.Metadata.Documents;

/// <summary>
/// One customisation as a JSON document. Common keys: <c>kind</c>, <c>name</c>, <c>id</c>, <c>label</c>, <c>description</c>.
/// The stable <see cref="Id"/> survives renames; it may be left out of a document, and is then the name under which the
/// document (or field) was first applied.
/// </summary>
public abstract record Document
{
    /// <summary>The document kind, for example <c>object</c>; see <see cref="DocumentKinds"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>Unique among documents of its kind in a tenant; a GraphQL name.</summary>
    public required string Name { get; init; }

    /// <summary>Stable identifier; equal to the first name unless given.</summary>
    public required string Id { get; init; }

    /// <summary>Package that owns the document; null for the tenant's own.</summary>
    public string? Package { get; init; }

    /// <summary>What people see; null where the kind needs none.</summary>
    public LocalizedText? Label { get; init; }

    /// <summary>For administrators and API descriptions.</summary>
    public LocalizedText? Description { get; init; }
}

/// <summary>An object: a kind of record with its own table, API and pages.</summary>
public sealed record ObjectDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Object;

    /// <summary>Plural label.</summary>
    public required LocalizedText PluralLabel { get; init; }

    /// <summary>Plural API name in lower camel case, for example <c>opportunities</c>; derived from the name when left out.</summary>
    public string? Plural { get; init; }

    /// <summary>Icon key of the user interface, for example <c>handshake</c>.</summary>
    public string? Icon { get; init; }

    /// <summary>Name of the field that names a record in lists, pickers and titles.</summary>
    public required string NameField { get; init; }

    /// <summary>Who owns records.</summary>
    public Ownership Ownership { get; init; } = Ownership.User;

    /// <summary>Fields in document order, without the system fields that every object has.</summary>
    public EquatableArray<FieldDocument> Fields { get; init; }

    /// <summary>Indexes beyond those that fields ask for.</summary>
    public EquatableArray<IndexDocument> Indexes { get; init; }

    /// <summary>Names of the text fields that <c>search:</c> and pickers look in; the name field when empty.</summary>
    public EquatableArray<string> SearchFields { get; init; }

    /// <summary>True: every change of a field is kept in the record's history.</summary>
    public bool TrackHistory { get; init; } = true;
}

/// <summary>Fields added to an object of another package (or to a system object) without touching its document.</summary>
public sealed record FieldExtensionDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.FieldExtension;

    /// <summary>Name of the extended object.</summary>
    public required string Object { get; init; }

    /// <summary>The added fields.</summary>
    public EquatableArray<FieldDocument> Fields { get; init; }

    /// <summary>Added indexes.</summary>
    public EquatableArray<IndexDocument> Indexes { get; init; }
}

/// <summary>A field of an object.</summary>
public sealed record FieldDocument
{
    /// <summary>Unique in its object; lower camel case.</summary>
    public required string Name { get; init; }

    /// <summary>Stable identifier; equal to the first name unless given.</summary>
    public required string Id { get; init; }

    /// <summary>What people see.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Shown beside the input.</summary>
    public LocalizedText? Help { get; init; }

    /// <summary>What the field holds, with its settings.</summary>
    public required FieldType Type { get; init; }

    /// <summary>A value must be given (blank text counts as no value).</summary>
    public bool Required { get; init; }

    /// <summary>No two live records (outside the recycle bin) share a value; text compares without case.</summary>
    public bool Unique { get; init; }

    /// <summary>Has an index for filtering and sorting.</summary>
    public bool Indexed { get; init; }

    /// <summary>Constant default in the JSON form of the field's type, or null for none.</summary>
    public JsonText? Default { get; init; }

    /// <summary>Set only on create.</summary>
    public bool CreateOnly { get; init; }

    /// <summary>Deprecation reason shown in the API; null when current.</summary>
    public string? Deprecated { get; init; }
}

/// <summary>An index over fields of one object.</summary>
/// <param name="Fields">Field names in key order.</param>
/// <param name="Unique">No two live records share the combination.</param>
public sealed record IndexDocument(EquatableArray<string> Fields, bool Unique = false);

/// <summary>A global picklist that fields of many objects share.</summary>
public sealed record PicklistDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Picklist;

    /// <summary>Choices in display order.</summary>
    public EquatableArray<PicklistValue> Values { get; init; }
}

/// <summary>How a record page and its form are arranged.</summary>
public sealed record LayoutDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Layout;

    /// <summary>Name of the object.</summary>
    public required string Object { get; init; }

    /// <summary>Up to seven fields shown at the top of the record page.</summary>
    public EquatableArray<string> Highlights { get; init; }

    /// <summary>Sections in order.</summary>
    public EquatableArray<LayoutSection> Sections { get; init; }

    /// <summary>Lists of child records under the form.</summary>
    public EquatableArray<RelatedList> RelatedLists { get; init; }
}

/// <summary>A titled block of fields.</summary>
/// <param name="Label">Title.</param>
/// <param name="Columns">1 or 2 columns on a wide screen.</param>
/// <param name="Fields">Field names in reading order.</param>
/// <param name="Collapsed">Starts closed.</param>
public sealed record LayoutSection(LocalizedText Label, int Columns, EquatableArray<string> Fields, bool Collapsed = false);

/// <summary>Child records shown on the record page.</summary>
/// <param name="Relation">Name of the to-many field on this object.</param>
/// <param name="Columns">Columns, names of the child's fields.</param>
/// <param name="Sort">Order.</param>
public sealed record RelatedList(string Relation, EquatableArray<string> Columns, EquatableArray<SortKey> Sort);

/// <summary>A list view: columns, filter and order.</summary>
public sealed record ViewDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.View;

    /// <summary>Name of the object.</summary>
    public required string Object { get; init; }

    /// <summary>Columns: field names, or one step over a lookup (<c>account.name</c>).</summary>
    public EquatableArray<string> Columns { get; init; }

    /// <summary>Filter in the JSON form of the API's filter argument, or null; the string <c>"$me"</c> stands for the current user's id.</summary>
    public JsonText? Filter { get; init; }

    /// <summary>Order.</summary>
    public EquatableArray<SortKey> Sort { get; init; }

    /// <summary>The view opened first; at most one per object.</summary>
    public bool Default { get; init; }
}

/// <summary>One key of an order.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record SortKey(string Field, bool Descending = false);

/// <summary>The menu of an app.</summary>
public sealed record NavigationDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Navigation;

    /// <summary>Icon key.</summary>
    public string? Icon { get; init; }

    /// <summary>Groups in order.</summary>
    public EquatableArray<NavigationGroup> Groups { get; init; }
}

/// <summary>A titled group of menu entries.</summary>
/// <param name="Label">Title; null for entries without a title.</param>
/// <param name="Items">Entries in order.</param>
public sealed record NavigationGroup(LocalizedText? Label, EquatableArray<NavigationItem> Items);

/// <summary>A menu entry.</summary>
/// <param name="Object">Name of the object whose list it opens.</param>
/// <param name="View">View to open; the default view when null.</param>
/// <param name="Label">Label; the object's plural label when null.</param>
public sealed record NavigationItem(string Object, string? View = null, LocalizedText? Label = null);

/// <summary>Texts of one language for documents of any package.</summary>
public sealed record TranslationDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Translation;

    /// <summary>BCP 47 language tag.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// Key and text, ordered by key. Keys: <c>object.Account.label</c>, <c>object.Account.pluralLabel</c>, <c>object.Account.description</c>,
    /// <c>field.Account.industry.label</c>, <c>field.Account.industry.help</c>, <c>choice.Account.industry.retail</c>,
    /// <c>relation.Account.contacts</c>, <c>picklist.Industry.retail</c>, <c>layout.accountDefault.section.0</c>, <c>view.allAccounts.label</c>,
    /// <c>navigation.sales.label</c>, <c>navigation.sales.group.0</c>, <c>role.salesUser.label</c>.
    /// </summary>
    public EquatableArray<TranslationEntry> Entries { get; init; }
}

/// <summary>One translated text.</summary>
/// <param name="Key">Key; see <see cref="TranslationDocument.Entries"/>.</param>
/// <param name="Text">The text.</param>
public sealed record TranslationEntry(string Key, string Text);

/// <summary>What the people with a role may do. Rights of several roles add up.</summary>
public sealed record RoleDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Role;

    /// <summary>Rights that are not about one object.</summary>
    public EquatableArray<SystemRight> Rights { get; init; }

    /// <summary>Rights per object; an object not listed cannot be seen.</summary>
    public EquatableArray<ObjectRights> Objects { get; init; }
}

/// <summary>Rights on the records of one object.</summary>
/// <param name="Object">Object name, or <c>*</c> for every object not listed.</param>
/// <param name="Create">May create records.</param>
/// <param name="Read">Whose records may be read.</param>
/// <param name="Edit">Whose records may be edited; never more than <paramref name="Read"/>.</param>
/// <param name="Delete">Whose records may be deleted; never more than <paramref name="Read"/>.</param>
/// <param name="Fields">Exceptions per field; a field not listed may be read, and edited as far as the record may.</param>
public sealed record ObjectRights(
    string Object, bool Create, AccessScope Read, AccessScope Edit, AccessScope Delete, EquatableArray<FieldRights> Fields);

/// <summary>Rights on one field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="Read">May be seen.</param>
/// <param name="Edit">May be changed; needs <paramref name="Read"/>.</param>
public sealed record FieldRights(string Field, bool Read, bool Edit);

/// <summary>The manifest of a package: what it is called and needs.</summary>
public sealed record PackageDocument : Document
{
    /// <inheritdoc/>
    public override string Kind => DocumentKinds.Package;

    /// <summary>Semantic version, for example <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Prefix of the package's names; null for the standard apps of this repository.</summary>
    public string? Namespace { get; init; }

    /// <summary>Packages that must be installed, with the least version of each.</summary>
    public EquatableArray<PackageDependency> Dependencies { get; init; }
}

/// <summary>A needed package.</summary>
/// <param name="Package">Name.</param>
/// <param name="MinVersion">Least version (same major).</param>
public sealed record PackageDependency(string Package, string MinVersion);

/// <summary>Who owns the records of an object.</summary>
public enum Ownership
{
    /// <summary>Each record has an owner (a user), and scopes <c>own</c> and <c>team</c> apply.</summary>
    User,

    /// <summary>Records have no owner of their own; <c>own</c> and <c>team</c> mean none. Reference data such as products.</summary>
    Organization,
}

/// <summary>Whose records a right covers; each includes the ones before it.</summary>
public enum AccessScope
{
    /// <summary>No record.</summary>
    None,

    /// <summary>Records that the user owns.</summary>
    Own,

    /// <summary>Records owned by anyone who shares a team with the user.</summary>
    Team,

    /// <summary>Every record of the tenant.</summary>
    All,
}

/// <summary>Rights that are not about one object.</summary>
public enum SystemRight
{
    /// <summary>Change documents: plan, apply, roll back, install packages.</summary>
    Customize,

    /// <summary>Create users, assign roles, manage API keys.</summary>
    ManageUsers,

    /// <summary>Export lists.</summary>
    Export,

    /// <summary>Import records.</summary>
    Import,

    /// <summary>Remove records for good.</summary>
    Purge,
}

/// <summary>The names of the document kinds.</summary>
public static class DocumentKinds
{
    /// <summary><see cref="ObjectDocument"/>.</summary>
    public const string Object = "object";

    /// <summary><see cref="FieldExtensionDocument"/>.</summary>
    public const string FieldExtension = "fieldExtension";

    /// <summary><see cref="PicklistDocument"/>.</summary>
    public const string Picklist = "picklist";

    /// <summary><see cref="LayoutDocument"/>.</summary>
    public const string Layout = "layout";

    /// <summary><see cref="ViewDocument"/>.</summary>
    public const string View = "view";

    /// <summary><see cref="NavigationDocument"/>.</summary>
    public const string Navigation = "navigation";

    /// <summary><see cref="TranslationDocument"/>.</summary>
    public const string Translation = "translation";

    /// <summary><see cref="RoleDocument"/>.</summary>
    public const string Role = "role";

    /// <summary><see cref="PackageDocument"/>.</summary>
    public const string Package = "package";
}
