using System.Collections;

namespace Platform.GraphQL.Types;

/// <summary>
/// Members in declaration order, found by name: fields, input fields or enum values. They are built in one of three ways: given,
/// all at first use, or one by one as they are asked for. Safe for any number of threads; a member is one instance for ever.
/// </summary>
public abstract class Members<T> : IReadOnlyList<T>
    where T : class, ISchemaMember
{
    private protected Members()
    {
    }

    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <summary>The names in declaration order; does not build members that are built one by one.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public abstract T this[int index] { get; }

    /// <summary>The member of that name, or null.</summary>
    public abstract T? Find(string name);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
