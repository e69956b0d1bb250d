namespace Platform.Sql;

/// <summary>
/// A value in a statement: a closed union of typed parts. No part takes SQL text: names are quoted, functions and operators come from
/// checked names, values are parameters.
/// </summary>
public abstract record SqlExpression
{
    private protected SqlExpression() { }

    /// <summary><c>true</c>.</summary>
    public static SqlExpression True { get; } = new SqlConstant("true");

    /// <summary><c>false</c>.</summary>
    public static SqlExpression False { get; } = new SqlConstant("false");

    /// <summary><c>null</c>.</summary>
    public static SqlExpression Null { get; } = new SqlConstant("null");

    /// <summary><c>default</c>, in a row of an insert.</summary>
    public static SqlExpression Default { get; } = new SqlConstant("default");

    /// <summary><c>*</c>, the argument of <c>count(*)</c>.</summary>
    public static SqlExpression Star { get; } = new SqlConstant("*");

    /// <summary>A column: <c>"alias"."name"</c>.</summary>
    public static SqlExpression Column(string alias, string name) => new SqlColumn(alias, name);

    /// <summary>A whole-number literal.</summary>
    public static SqlExpression Number(long value) => new SqlConstant(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A text literal, for texts of the platform itself and of the model (JSON keys, time units); what a user sent is a parameter.</summary>
    public static SqlExpression Literal(string value) => new SqlTextLiteral(value);

    /// <summary>A parameter with its value.</summary>
    public static SqlExpression Parameter(SqlType type, object? value) => new SqlParameter(type, value);

    /// <summary>A function call.</summary>
    /// <exception cref="ArgumentException">The name is not lower-case letters, digits, <c>_</c> and <c>.</c>.</exception>
    public static SqlExpression Call(string function, params IReadOnlyList<SqlExpression> arguments) => new SqlCall(function, arguments);

    /// <summary>All of the conditions; <c>true</c> when there are none. Constant conditions are folded away.</summary>
    public static SqlExpression And(params IReadOnlyList<SqlExpression> conditions) => Combine(conditions, all: true);

    /// <summary>Any of the conditions; <c>false</c> when there are none. Constant conditions are folded away.</summary>
    public static SqlExpression Or(params IReadOnlyList<SqlExpression> conditions) => Combine(conditions, all: false);

    /// <summary>The negation.</summary>
    public static SqlExpression Not(SqlExpression condition) =>
        condition == True ? False : condition == False ? True : new SqlUnary("not", condition, Postfix: false);

    /// <summary><c>exists (query)</c>.</summary>
    public static SqlExpression Exists(SqlQuery query) => new SqlExists(query);

    /// <summary>A comparison or other infix operator, for example <c>=</c>, <c>@&gt;</c>, <c>is not distinct from</c>.</summary>
    /// <exception cref="ArgumentException">The operator is not of the closed list.</exception>
    public static SqlExpression Infix(SqlExpression left, string op, SqlExpression right) => new SqlInfix(left, op, right);

    /// <summary><c>this = other</c>.</summary>
    public SqlExpression EqualTo(SqlExpression other) => Infix(this, "=", other);

    /// <summary><c>this = any(array)</c>.</summary>
    public SqlExpression EqualToAny(SqlExpression array) => Infix(this, "=", Call("any", array));

    /// <summary><c>this is null</c>.</summary>
    public SqlExpression IsNull() => new SqlUnary("is null", this, Postfix: true);

    /// <summary><c>this is not null</c>.</summary>
    public SqlExpression IsNotNull() => new SqlUnary("is not null", this, Postfix: true);

    /// <summary><c>this is not true</c>: false and null alike.</summary>
    public SqlExpression IsNotTrue() => this == True ? False : this == False ? True : new SqlUnary("is not true", this, Postfix: true);

    /// <summary><c>this::type</c>.</summary>
    public SqlExpression As(SqlType type) => new SqlCast(this, type);

    private static SqlExpression Combine(IReadOnlyList<SqlExpression> conditions, bool all)
    {
        SqlExpression neutral = all ? True : False, absorbing = all ? False : True;
        List<SqlExpression> kept = new(conditions.Count);
        foreach (SqlExpression condition in conditions)
        {
            if (condition == absorbing) return absorbing;
            if (condition == neutral) continue;
            if (condition is SqlLogical nested && nested.All == all) kept.AddRange(nested.Conditions);
            else kept.Add(condition);
        }

        return kept.Count switch { 0 => neutral, 1 => kept[0], _ => new SqlLogical(all, kept) };
    }
}

/// <summary>A keyword or number that the platform wrote; made by <see cref="SqlExpression"/>'s factories only.</summary>
public sealed record SqlConstant : SqlExpression
{
    internal SqlConstant(string text) => Text = text;

    internal string Text { get; }
}

/// <summary>A text literal, printed quoted.</summary>
/// <param name="Text">The text.</param>
public sealed record SqlTextLiteral(string Text) : SqlExpression;

/// <summary>A column of a table in scope.</summary>
/// <param name="Alias">Alias of the table; null prints the bare column (in <c>on conflict</c> targets and lists of columns).</param>
/// <param name="Name">Column, unquoted.</param>
public sealed record SqlColumn(string? Alias, string Name) : SqlExpression;

/// <summary>
/// A parameter, printed <c>$n</c>. Two uses of one instance share a number; equal values in two instances do not, so that the text never
/// depends on values.
/// </summary>
/// <param name="Type">Its type, declared to the database with the statement.</param>
/// <param name="Value">The value, or what the executor later takes the value from.</param>
public sealed record SqlParameter(SqlType Type, object? Value) : SqlExpression
{
    /// <summary>Identity, not value.</summary>
    public bool Equals(SqlParameter? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A function call or aggregate.</summary>
public sealed record SqlCall : SqlExpression
{
    /// <summary>A call.</summary>
    /// <exception cref="ArgumentException">The name is not lower-case letters, digits, <c>_</c> and <c>.</c>.</exception>
    public SqlCall(string function, IReadOnlyList<SqlExpression> arguments)
    {
        bool ok = function.Length > 0 && function.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.');
        if (!ok) throw new ArgumentException($"'{function}' is not a function's name.", nameof(function));
        Function = function;
        Arguments = arguments;
    }

    /// <summary>Function name.</summary>
    public string Function { get; }

    /// <summary>Arguments in order.</summary>
    public IReadOnlyList<SqlExpression> Arguments { get; }

    /// <summary>Aggregates distinct values only.</summary>
    public bool Distinct { get; init; }

    /// <summary>Order inside an aggregate.</summary>
    public IReadOnlyList<SqlOrder> OrderBy { get; init; } = [];

    /// <summary><c>filter (where …)</c> of an aggregate, or null.</summary>
    public SqlExpression? Filter { get; init; }

    /// <summary><c>over (partition by … order by …)</c>, or null.</summary>
    public SqlWindow? Over { get; init; }
}

/// <summary>A window of a window function.</summary>
/// <param name="PartitionBy">Partition keys.</param>
/// <param name="OrderBy">Order.</param>
public sealed record SqlWindow(IReadOnlyList<SqlExpression> PartitionBy, IReadOnlyList<SqlOrder> OrderBy);

/// <summary>An infix operation.</summary>
public sealed record SqlInfix : SqlExpression
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "@>", "<@", "&&", "->", "->>", "?",
        "like", "not like", "ilike", "not ilike", "is distinct from", "is not distinct from", "at time zone", "~", "~*", "@@",
    };

    /// <summary>An operation.</summary>
    /// <exception cref="ArgumentException">The operator is not of the closed list.</exception>
    public SqlInfix(SqlExpression left, string op, SqlExpression right)
    {
        if (!Known.Contains(op)) throw new ArgumentException($"'{op}' is not a known operator.", nameof(op));
        Left = left;
        Operator = op;
        Right = right;
    }

    /// <summary>Left operand.</summary>
    public SqlExpression Left { get; }

    /// <summary>Operator as printed.</summary>
    public string Operator { get; }

    /// <summary>Right operand.</summary>
    public SqlExpression Right { get; }
}

/// <summary><c>not x</c>, <c>x is null</c>, <c>x is not null</c>; made by <see cref="SqlExpression"/>'s factories.</summary>
public sealed record SqlUnary : SqlExpression
{
    internal SqlUnary(string op, SqlExpression operand, bool Postfix)
    {
        Operator = op;
        Operand = operand;
        IsPostfix = Postfix;
    }

    internal string Operator { get; }

    internal SqlExpression Operand { get; }

    internal bool IsPostfix { get; }
}

/// <summary>Conditions joined by <c>and</c> or <c>or</c>.</summary>
/// <param name="All">True for <c>and</c>.</param>
/// <param name="Conditions">Two or more.</param>
public sealed record SqlLogical(bool All, IReadOnlyList<SqlExpression> Conditions) : SqlExpression;

/// <summary>A cast.</summary>
/// <param name="Operand">What is cast.</param>
/// <param name="Type">To which type.</param>
public sealed record SqlCast(SqlExpression Operand, SqlType Type) : SqlExpression;

/// <summary><c>case when … then … else … end</c>.</summary>
/// <param name="Branches">Conditions with their results, tried in order.</param>
/// <param name="Else">Otherwise; null when null.</param>
public sealed record SqlCase(IReadOnlyList<(SqlExpression When, SqlExpression Then)> Branches, SqlExpression? Else) : SqlExpression;

/// <summary><c>exists (query)</c>.</summary>
/// <param name="Query">The query.</param>
public sealed record SqlExists(SqlQuery Query) : SqlExpression;

/// <summary>A query of one column and at most one row, as a value.</summary>
/// <param name="Query">The query.</param>
public sealed record SqlScalar(SqlQuery Query) : SqlExpression;

/// <summary><c>array(query)</c>: the rows of a one-column query as an array.</summary>
/// <param name="Query">The query.</param>
public sealed record SqlArrayOf(SqlQuery Query) : SqlExpression;

/// <summary><c>array[…]::type</c>.</summary>
/// <param name="Items">The elements.</param>
/// <param name="Type">The array type.</param>
public sealed record SqlArrayLiteral(IReadOnlyList<SqlExpression> Items, SqlType Type) : SqlExpression;

/// <summary><c>(array)[index]</c>: an element of an array, null outside its bounds.</summary>
/// <param name="Array">The array.</param>
/// <param name="Index">From 1.</param>
public sealed record SqlElement(SqlExpression Array, SqlExpression Index) : SqlExpression;

/// <summary><c>(a, b, …)</c>, for comparisons of rows.</summary>
/// <param name="Items">Two or more.</param>
public sealed record SqlRow(IReadOnlyList<SqlExpression> Items) : SqlExpression;

/// <summary><c>left in (query)</c>.</summary>
/// <param name="Left">The value sought.</param>
/// <param name="Query">One-column query.</param>
public sealed record SqlIn(SqlExpression Left, SqlQuery Query) : SqlExpression;

/// <summary>An expression under a collation, for example <c>C</c> for byte order.</summary>
/// <param name="Operand">Text.</param>
/// <param name="Collation">Name of the collation, unquoted.</param>
public sealed record SqlCollate(SqlExpression Operand, string Collation) : SqlExpression;
