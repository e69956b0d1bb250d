namespace Platform.GraphQL.Types;

/// <summary>Makes <see cref="Members{T}"/>.</summary>
public static class Members
{
    /// <summary>Members that exist already.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public static Members<T> Of<T>(params IEnumerable<T> items)
        where T : class, ISchemaMember
    {
        T[] array = [.. items];
        return new DeferredMembers<T>(() => array);
    }

    /// <summary>Members built all together when the first of them is asked for.</summary>
    public static Members<T> Deferred<T>(Func<IEnumerable<T>> build)
        where T : class, ISchemaMember => new DeferredMembers<T>(build);

    /// <summary>
    /// Members built one by one: for a root type of thousands of fields, of which a request uses a few. The names are shared
    /// between all schemas that have the same.
    /// </summary>
    /// <param name="names">The names in declaration order.</param>
    /// <param name="build">Makes the member of a name; called at most once for each that anybody sees.</param>
    public static Members<T> OnDemand<T>(MemberNames names, Func<string, T> build)
        where T : class, ISchemaMember => new OnDemandMembers<T>(names, build);
}
