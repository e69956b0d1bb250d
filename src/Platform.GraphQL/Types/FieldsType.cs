using System.Collections.Immutable;

namespace Platform.GraphQL.Types;

/// <summary>A type with output fields: an object or an interface.</summary>
public abstract class FieldsType : NamedType
{
    private readonly Lazy<ImmutableArray<InterfaceType>> interfaces;

    private protected FieldsType(string name, Members<FieldDefinition> fields, Func<IEnumerable<InterfaceType>>? interfaces)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = fields;
        this.interfaces = new(() => interfaces is null ? [] : [.. interfaces()]);
    }

    /// <summary>The fields in declaration order, without the meta fields <c>__typename</c>, <c>__schema</c> and <c>__type</c>.</summary>
    public Members<FieldDefinition> Fields { get; }

    /// <summary>The interfaces declared, including those of interfaces.</summary>
    public ImmutableArray<InterfaceType> Interfaces => interfaces.Value;
}
