namespace Platform.GraphQL.Types;

/// <summary>Members built one by one. The array of places is made at first use, so that an unused type costs nothing.</summary>
internal sealed class OnDemandMembers<T>(MemberNames names, Func<string, T> build) : Members<T>
    where T : class, ISchemaMember
{
    private T?[]? places;

    public override int Count => names.Names.Length;

    public override IReadOnlyList<string> Names => names.Names;

    public override T this[int index]
    {
        get
        {
            T?[] array = places ?? Interlocked.CompareExchange(ref places, new T?[Count], null) ?? places!;
            return array[index] ?? Interlocked.CompareExchange(ref array[index], build(names.Names[index]), null) ?? array[index]!;
        }
    }

    public override T? Find(string name) => names.IndexOf(name) is var index and >= 0 ? this[index] : null;
}
