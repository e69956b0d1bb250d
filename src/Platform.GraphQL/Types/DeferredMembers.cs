using System.Collections.Frozen;

namespace Platform.GraphQL.Types;

/// <summary>Members built all together at first use.</summary>
internal sealed class DeferredMembers<T>(Func<IEnumerable<T>> build) : Members<T>
    where T : class, ISchemaMember
{
    private readonly Lazy<Built> built = new(() => new Built([.. build()]));

    public override int Count => built.Value.Items.Length;

    public override IReadOnlyList<string> Names => built.Value.Names;

    public override T this[int index] => built.Value.Items[index];

    public override T? Find(string name) => built.Value.ByName.GetValueOrDefault(name);

    private sealed class Built(T[] items)
    {
        public T[] Items { get; } = items;

        public string[] Names { get; } = [.. items.Select(item => item.Name)];

        public FrozenDictionary<string, T> ByName { get; } = items.ToDictionary(item => item.Name).ToFrozenDictionary();
    }
}
