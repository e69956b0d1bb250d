using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.GraphQL.Lowering;

/// <summary>
/// A query's statement for several requests at once (decision 0096): for each of them a row of <c>(ordinal bigint, …)</c> with what the statement gives for the request at
/// that place, from one on. The values of each stand in columns where the statement for one has parameters; lists are one parameter for all.
/// </summary>
public sealed class SharedStatement
{
    private const string Each = "each", Ordinal = "n", Answer = "answer";

    private readonly SqlText _text;
    private readonly int[] _common;

    private SharedStatement(SqlText text)
    {
        _text = text;
        _common = [.. text.Parameters.Select(p => p.Value).OfType<Common>().Select(c => c.Place)];
    }

    /// <summary>SQL text; independent of the values of any request.</summary>
    public string Text => _text.Text;

    /// <summary>The statement of a query.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schema">Model and rights.</param>
    /// <param name="tenantSchema">PostgreSQL schema of the tenant, unquoted.</param>
    /// <param name="reach">How the owners of the scope "team" are known.</param>
    public static SharedStatement OfQuery(QueryPlan plan, RecordsSchema schema, string tenantSchema, ReachForm reach) =>
        Of(LoweredStatement.Query(plan, schema, tenantSchema, reach));

    /// <summary>The statement for several requests of a statement for one.</summary>
    /// <param name="single">The statement for one.</param>
    public static SharedStatement Of(SqlSelect single)
    {
        ArgumentNullException.ThrowIfNull(single);
        // Printed for one, its parameters are in the order of the values that a request brings.
        IReadOnlyList<SqlParameter> parameters = single.Print().Parameters;
        Dictionary<SqlParameter, SqlExpression> places = [];
        List<SqlExpression> values = [];
        List<string> columns = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Type.Element is not null)
            {
                places.Add(parameters[i], Parameter(parameters[i].Type, new Common(i)));
                continue;
            }

            string column = string.Create(CultureInfo.InvariantCulture, $"v{i + 1}");
            places.Add(parameters[i], Column(Each, column));
            values.Add(Parameter(parameters[i].Type.Array, new ValuesOfEach(parameters[i].Type, i)));
            columns.Add(column);
        }

        string[] names = [.. single.Items.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"a{i + 1}"))];
        SqlSubquery answer = new(single with { Items = [.. single.Items.Select((item, i) => item with { Alias = names[i] })] }, Answer, Lateral: true);
        // Where requests bring nothing of their own, the answer is found once.
        SqlFunctionSource each = values.Count > 0
            ? new(new SqlCall("unnest", values), Each, [.. columns, Ordinal], WithOrdinality: true)
            : new(new SqlCall("generate_series", [Number(1), Parameter(SqlType.BigInt, new NumberOfRequests())]), Each, [Ordinal]);
        return new SharedStatement(new SqlSelect
        {
            Items = [new SqlItem(Column(Each, Ordinal)), .. names.Select(n => new SqlItem(Column(Answer, n)))],
            From = new SqlJoin(each, answer, SqlJoinKind.Cross, null),
        }.Print(places));
    }

    /// <summary>Whether a request may be answered with another: they have the same lists.</summary>
    /// <param name="one">The statement for one with the values of the one.</param>
    /// <param name="other">With those of the other.</param>
    public bool Fits(BoundStatement one, BoundStatement other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        foreach (int place in _common)
        {
            if (!AreSame(one.Values[place].Value, other.Values[place].Value)) return false;
        }

        return true;
    }

    /// <summary>The statement for requests that fit.</summary>
    /// <param name="requests">The statement for one with the values of each.</param>
    public BoundStatement Bind(IReadOnlyList<BoundStatement> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return new BoundStatement(_text.Text, [.. _text.Parameters.Select(p => (p.Type, ((Given)p.Value!).By(requests)))]);
    }

    // Most lists are the owners that a right covers: hundreds at times, and the same array for all.
    private static bool AreSame(object? a, object? b) =>
        Equals(a, b) || (a is Guid[] ids && b is Guid[] others ? ids.AsSpan().SequenceEqual(others) : StructuralComparisons.StructuralEqualityComparer.Equals(a, b));

    private static Array Values(SqlType type, IReadOnlyList<BoundStatement> requests, int place)
    {
        return type.Name switch
        {
            "uuid" => Of<Guid?>(),
            "text" or "json" or "jsonb" => Of<string?>(),
            "integer" => Of<int?>(),
            "bigint" => Of<long?>(),
            "numeric" => Of<decimal?>(),
            "double precision" => Of<double?>(),
            "boolean" => Of<bool?>(),
            "date" => Of<DateOnly?>(),
            "timestamptz" or "timestamp" => Of<DateTime?>(),
            "time" => Of<TimeOnly?>(),
            "interval" => Of<TimeSpan?>(),
            "bytea" => Of<byte[]?>(),
            _ => throw new UnreachableException($"No lists of {type.Name}."),
        };

        T[] Of<T>() => [.. requests.Select(r => (T)r.Values[place].Value!)];
    }

    // What a parameter of the statement for several is given.
    private abstract record Given
    {
        public abstract object? By(IReadOnlyList<BoundStatement> requests);
    }

    private sealed record ValuesOfEach(SqlType Type, int Place) : Given
    {
        public override object? By(IReadOnlyList<BoundStatement> requests) => Values(Type, requests, Place);
    }

    private sealed record Common(int Place) : Given
    {
        public override object? By(IReadOnlyList<BoundStatement> requests) => requests[0].Values[Place].Value;
    }

    private sealed record NumberOfRequests : Given
    {
        public override object? By(IReadOnlyList<BoundStatement> requests) => (long)requests.Count;
    }
}
