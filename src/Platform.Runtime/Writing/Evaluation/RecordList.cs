using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>A list of related records: those that refer to the owner, or those that a link table joins with it.</summary>
/// <param name="Owner">Name of the owner's object.</param>
/// <param name="Name">Name of the relation or many-to-many field.</param>
internal sealed record RecordList(string Owner, string Name)
{
    /// <summary>Object of the listed records.</summary>
    public required RecordLayout Child { get; init; }

    /// <summary>The field of the child that refers to the owner; null where a link table joins them.</summary>
    public FieldSlot? Reference { get; init; }

    /// <summary>The many-to-many field whose links these are; null where the child refers to the owner.</summary>
    public FieldSlot? Links { get; init; }

    /// <summary>The owner has the many-to-many field itself.</summary>
    public bool IsForward { get; init; }

    /// <summary>The list of a relation.</summary>
    public static RecordList Of(string owner, RelationModel relation, RecordLayout child)
    {
        FieldSlot field = child[relation.SourceField];
        return field.Field.Type is ManyToManyType
            ? new RecordList(owner, relation.Name) { Child = child, Links = field }
            : new RecordList(owner, relation.Name) { Child = child, Reference = field };
    }

    /// <summary>The list of a many-to-many field.</summary>
    public static RecordList Of(string owner, FieldSlot field, RecordLayout target) =>
        new(owner, field.Field.Name) { Child = target, Links = field, IsForward = true };

    /// <inheritdoc/>
    public bool Equals(RecordList? other) => other is not null && Owner == other.Owner && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Owner, Name);
}
