using Platform.GraphQL.Lowering;
using Platform.Metadata.Permissions;
using Platform.Sql;

namespace Platform.GraphQL.Planning;

/// <summary>Where the value of a statement's parameter comes from: a closed union.</summary>
public abstract record ValueSource
{
    private protected ValueSource() { }

    /// <summary>The value for a request; null with a problem in the context when what was given cannot be used.</summary>
    public abstract object? Resolve(BindingContext context, SqlType type);
}

/// <summary>An argument, or a part of one.</summary>
/// <param name="Form">How it becomes a parameter.</param>
/// <param name="Constant">The value of a literal.</param>
/// <param name="Origin">The place of a variable's value; null for a literal.</param>
/// <param name="Argument">Name of the argument or operator, for messages.</param>
public sealed record ArgumentSource(ValueForm Form, object? Constant, InputOrigin? Origin, string Argument) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => ArgumentValues.Resolve(this, Value(context), context, type);

    /// <summary>What was given, before it is brought into form.</summary>
    public object? Value(BindingContext context) => new PlanInput(Constant, Origin).Resolve(context);

    /// <inheritdoc/>
    public override string ToString() => Origin?.ToString() ?? "literal";
}

/// <summary>The n-th word of a search text, as a pattern.</summary>
/// <param name="Text">The text.</param>
/// <param name="Index">Which word.</param>
public sealed record SearchWordSource(ArgumentSource Text, int Index) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) =>
        ArgumentValues.Text(Text.Value(context) as string, Text.Argument, context) is { } text
            ? ArgumentValues.Pattern(SearchWords.Of(text)[Index], ValueForm.Contains)
            : null;
}

/// <summary>The n-th key of a cursor.</summary>
/// <param name="Cursor">The cursor.</param>
/// <param name="Index">Which key.</param>
/// <param name="Shape">Signature of the order to which the cursor belongs.</param>
/// <param name="Count">How many keys the order has.</param>
public sealed record CursorKeySource(ArgumentSource Cursor, int Index, string Shape, int Count) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type)
    {
        if (context.ReadCursor(Cursor, Shape, Count) is not { } keys) return null;
        return CursorText.Parse(keys[Index], type);
    }
}

/// <summary>The id of the user's record.</summary>
public sealed record CurrentUserSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) =>
        type.Element is null ? context.UserId : new[] { context.UserId };
}

/// <summary>The id of an owner, or null when the user has no right to what that owner has.</summary>
/// <param name="Owner">The owner's id.</param>
/// <param name="Right">The right, which the owner alone decides.</param>
public sealed record CoveredOwnerSource(ValueSource Owner, RowPredicate Right) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) =>
        Owner.Resolve(context, type) is Guid id && OwnerRight.Covers(Right, id, context) ? id : null;
}

/// <summary>Whose records the scope "team" covers.</summary>
public sealed record ReachSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Reach;
}

/// <summary>The user's time zone.</summary>
public sealed record CurrentTimeZoneSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.TimeZone;
}

/// <summary>The user's language, a BCP 47 tag.</summary>
public sealed record CurrentLanguageSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Language;
}

/// <summary>The instant of the request: that of <c>now</c> and <c>today</c> in formulas.</summary>
public sealed record CurrentInstantSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Now.UtcDateTime;
}

/// <summary>The tenant's time zone: that of formulas.</summary>
public sealed record TenantTimeZoneSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.TenantTimeZone;
}

/// <summary>The key under which cursors are sealed.</summary>
public sealed record CursorKeyBytesSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.CursorKey;
}

/// <summary>Ids of records that a mutation wrote, or that have changed.</summary>
public sealed record GivenIdsSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Ids;
}

/// <summary>
/// The mark of encrypted values in the response: unknown to everyone before the request, so that no text of a record can pass for one.
/// </summary>
public sealed record ResponseMarkSource : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Mark;
}

/// <summary>JSON that the host computed: introspection.</summary>
/// <param name="Json">The text.</param>
public sealed record ComputedJsonSource(string Json) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => Json;
}

/// <summary>JSON of a field that the host has carried out.</summary>
/// <param name="ResponseName">The field's name in the response.</param>
public sealed record CarriedJsonSource(string ResponseName) : ValueSource
{
    /// <inheritdoc/>
    public override object? Resolve(BindingContext context, SqlType type) => context.Carried[ResponseName];
}
