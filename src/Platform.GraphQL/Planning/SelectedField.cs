using Platform.GraphQL.Schema;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A selected field of a record: a closed union.</summary>
/// <param name="ResponseName">Its name in the response.</param>
public abstract record SelectedField(string ResponseName)
{
    /// <summary>How many values it reads per record.</summary>
    public virtual double Cost(BindingContext context) => 1;
}

/// <summary><c>__typename</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="TypeName">Its value.</param>
public sealed record TypeNameField(string ResponseName, string TypeName) : SelectedField(ResponseName);

/// <summary>A scalar field.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Field">The field.</param>
public sealed record ValueField(string ResponseName, FieldModel Field) : SelectedField(ResponseName);

/// <summary>An address or geolocation.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Field">The field.</param>
/// <param name="Parts">Selected parts; the index of the column, or null for <c>__typename</c>.</param>
public sealed record PartsField(string ResponseName, FieldModel Field, IReadOnlyList<(string ResponseName, int? Column)> Parts) : SelectedField(ResponseName);

/// <summary>The record that a reference points to.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Field">The reference.</param>
/// <param name="Selection">What is read of the record.</param>
public sealed record ReferenceField(string ResponseName, FieldModel Field, RecordSelection Selection) : SelectedField(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Selection.Cost(context);
}

/// <summary>The record that a polymorphic reference points to.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Field">The reference.</param>
/// <param name="Selections">What is read, per object that the caller can see.</param>
public sealed record PolymorphicField(string ResponseName, FieldModel Field, IReadOnlyList<RecordSelection> Selections) : SelectedField(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Selections.Count == 0 ? 1 : Selections.Max(s => s.Cost(context));
}

/// <summary>Related records.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Link">How they hang on the record.</param>
/// <param name="Connection">The connection.</param>
public sealed record RelationField(string ResponseName, RelationLink Link, ConnectionPlan Connection) : SelectedField(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Connection.Cost(context);
}

/// <summary><c>_pipeline</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Members">Selected members in order.</param>
public sealed record PipelineField(string ResponseName, IReadOnlyList<PayloadMember> Members) : SelectedField(ResponseName)
{
    // A record's steps and what each lacks: about as much as so many values.
    private const double Typical = 20;

    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Members.Any(m => m.Name is "next" or "missing") ? Typical : 1;
}

/// <summary><c>_access</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Members">Selected members in order: response name and name.</param>
public sealed record AccessField(string ResponseName, IReadOnlyList<(string ResponseName, string Name)> Members) : SelectedField(ResponseName);
