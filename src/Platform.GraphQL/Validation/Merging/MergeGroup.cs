using Platform.GraphQL.Types;

namespace Platform.GraphQL.Validation.Merging;

/// <summary>
/// Fields with the same response name in one class of <see cref="MergeFilter"/>. Fields of the same object, or of any type that may
/// be the same object, must be the same field with the same arguments; all must have the same shape.
/// </summary>
internal sealed class MergeGroup(FieldEntry first)
{
    private GraphQLType? type = first.Definition?.Type;

    /// <summary>Kept while all fields are alike; then <see cref="byObject"/> tells them apart.</summary>
    private FieldEntry? uniform = first;

    private Dictionary<ObjectType, string>? byObject;
    private string? onAbstract;
    private List<FieldEntry>? members;

    /// <summary>The class of the sub-selections, or -1.</summary>
    public int Children { get; set; } = -1;

    /// <summary>Adds a field; returns false on a conflict.</summary>
    public bool Add(FieldEntry entry, ArgumentKeys keys)
    {
        if (!FitsShape(entry.Definition?.Type))
            return false;
        if (uniform is not null && Alike(uniform, entry, keys))
        {
            (members ??= [uniform]).Add(entry);
            return true;
        }
        return Separate(keys) && Note(entry, keys);
    }

    /// <summary>Adds the fields of another group; returns false on a conflict.</summary>
    public bool Join(MergeGroup other, ArgumentKeys keys)
    {
        if (!FitsShape(other.type))
            return false;
        if (uniform is not null && other.uniform is not null && Alike(uniform, other.uniform, keys))
        {
            List<FieldEntry> mine = members ??= [uniform], theirs = other.members ??= [other.uniform];
            if (mine.Count < theirs.Count)
                (mine, theirs) = (theirs, mine);
            mine.AddRange(theirs);
            members = mine;
            return true;
        }
        return Separate(keys) && other.Separate(keys) && JoinSeparated(other);
    }

    private static bool Alike(FieldEntry left, FieldEntry right, ArgumentKeys keys) =>
        left.Node.Name.Value == right.Node.Name.Value && keys.Same(left.Node, right.Node);

    private bool FitsShape(GraphQLType? added)
    {
        if (ResponseShape.Conflict(type, added))
            return false;
        type ??= added;
        return true;
    }

    /// <summary>Sorts the fields by parent type once they are not all alike.</summary>
    private bool Separate(ArgumentKeys keys)
    {
        if (uniform is null)
            return true;
        foreach (FieldEntry entry in members ?? [uniform])
        {
            if (!Note(entry, keys))
                return false;
        }
        (uniform, members) = (null, null);
        return true;
    }

    private bool Note(FieldEntry entry, ArgumentKeys keys)
    {
        string key = keys.OfField(entry.Node);
        return entry.ParentType is ObjectType parent ? NoteObject(parent, key) : NoteAbstract(key);
    }

    private bool NoteObject(ObjectType parent, string key)
    {
        byObject ??= [];
        if (onAbstract is not null && onAbstract != key)
            return false;
        return byObject.TryAdd(parent, key) || byObject[parent] == key;
    }

    private bool NoteAbstract(string key)
    {
        if (onAbstract is not null)
            return onAbstract == key;
        onAbstract = key;
        return byObject is null || byObject.Values.All(other => other == key);
    }

    private bool JoinSeparated(MergeGroup other)
    {
        foreach ((ObjectType parent, string key) in other.byObject ?? [])
        {
            if (!NoteObject(parent, key))
                return false;
        }
        return other.onAbstract is null || NoteAbstract(other.onAbstract);
    }
}
