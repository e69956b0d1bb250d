using System.Collections;
using Platform.Metadata.Collections;

namespace Platform.Metadata.Shapes;

/// <summary>Makes and reads an <see cref="EquatableArray{T}"/> whose element type is known only at run time.</summary>
internal abstract class ListFactory
{
    /// <summary>The factory for an element type.</summary>
    public static ListFactory For(Type element) => (ListFactory)Activator.CreateInstance(typeof(Of<>).MakeGenericType(element))!;

    /// <summary>The list of the items, boxed.</summary>
    public abstract object Create(IReadOnlyList<object?> items);

    /// <summary>The items of a boxed list.</summary>
    public abstract IEnumerable Items(object list);

    private sealed class Of<T> : ListFactory
    {
        public override object Create(IReadOnlyList<object?> items) => items.Select(i => (T)i!).ToEquatableArray();

        public override IEnumerable Items(object list) => (EquatableArray<T>)list;
    }
}
