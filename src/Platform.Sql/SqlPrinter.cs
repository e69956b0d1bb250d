using System.Diagnostics;
using System.Text;

namespace Platform.Sql;

/// <summary>
/// The one place where SQL text is made. Operands are put in parentheses whenever they are operations themselves, so that no precedence
/// has to be known; the text is one line.
/// </summary>
public sealed partial class SqlPrinter
{
    private static readonly Dictionary<SqlParameter, SqlExpression> NoValues = [];
    private readonly StringBuilder _text = new(512);
    private readonly List<SqlParameter> _parameters = [];
    private readonly Dictionary<SqlParameter, int> _numbers = [];

    private readonly IReadOnlyDictionary<SqlParameter, SqlExpression> _values;

    private SqlPrinter(IReadOnlyDictionary<SqlParameter, SqlExpression> values) => _values = values;

    /// <summary>Prints a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">What is printed in the place of parameters.</param>
    /// <exception cref="ArgumentException">A name or literal cannot be written (empty, too long, NUL).</exception>
    public static SqlText Print(SqlStatement statement, IReadOnlyDictionary<SqlParameter, SqlExpression>? values = null)
    {
        SqlPrinter printer = new(values ?? NoValues);
        printer.Statement(statement);
        return new SqlText(printer._text.ToString(), printer._parameters);
    }

    private void Expression(SqlExpression expression)
    {
        switch (expression)
        {
            case SqlConstant e: _text.Append(e.Text); break;
            case SqlTextLiteral e: SqlIdentifier.AppendLiteral(_text, e.Text); break;
            case SqlColumn e: Column(e); break;
            case SqlParameter e: Parameter(e); break;
            case SqlCall e: Call(e); break;
            case SqlInfix e: Operand(e.Left); _text.Append(' ').Append(e.Operator).Append(' '); Operand(e.Right); break;
            case SqlUnary { IsPostfix: true } e: Operand(e.Operand); _text.Append(' ').Append(e.Operator); break;
            case SqlUnary e: _text.Append(e.Operator).Append(' '); Operand(e.Operand); break;
            case SqlLogical e: List(e.Conditions, e.All ? " and " : " or ", Operand); break;
            case SqlCast e: Operand(e.Operand); _text.Append("::").Append(e.Type.Name); break;
            case SqlCase e: Case(e); break;
            case SqlExists e: _text.Append("exists "); Nested(e.Query); break;
            case SqlScalar e: Nested(e.Query); break;
            case SqlArrayOf e: _text.Append("array"); Nested(e.Query); break;
            case SqlArrayLiteral e: _text.Append("array["); List(e.Items, ", ", Expression); _text.Append("]::").Append(e.Type.Name); break;
            case SqlElement e: _text.Append('('); Expression(e.Array); _text.Append(")["); Expression(e.Index); _text.Append(']'); break;
            case SqlRow e: _text.Append('('); List(e.Items, ", ", Expression); _text.Append(')'); break;
            case SqlIn e: Operand(e.Left); _text.Append(" in "); Nested(e.Query); break;
            case SqlCollate e: Operand(e.Operand); _text.Append(" collate "); Name(e.Collation); break;
            default: throw new UnreachableException();
        }
    }

    private void Operand(SqlExpression expression)
    {
        bool compound = expression is SqlInfix or SqlUnary or SqlLogical or SqlCollate or SqlIn or SqlExists;
        if (compound) _text.Append('(');
        Expression(expression);
        if (compound) _text.Append(')');
    }

    private void Column(SqlColumn column)
    {
        if (column.Alias is { } alias)
        {
            Name(alias);
            _text.Append('.');
        }

        Name(column.Name);
    }

    private void Parameter(SqlParameter parameter)
    {
        if (_values.TryGetValue(parameter, out SqlExpression? value))
        {
            Expression(value);
            return;
        }

        if (!_numbers.TryGetValue(parameter, out int number))
        {
            _parameters.Add(parameter);
            number = _parameters.Count;
            _numbers.Add(parameter, number);
        }

        _text.Append('$').Append(number);
    }

    private void Call(SqlCall call)
    {
        _text.Append(call.Function).Append('(');
        if (call.Distinct) _text.Append("distinct ");
        List(call.Arguments, ", ", Expression);
        Order(call.OrderBy, call.Arguments.Count > 0 ? " order by " : "order by ");
        _text.Append(')');
        if (call.Filter is { } filter)
        {
            _text.Append(" filter (where ");
            Expression(filter);
            _text.Append(')');
        }

        if (call.Over is { } window)
        {
            _text.Append(" over (");
            if (window.PartitionBy.Count > 0) _text.Append("partition by ");
            List(window.PartitionBy, ", ", Expression);
            Order(window.OrderBy, " order by ");
            _text.Append(')');
        }
    }

    private void Case(SqlCase expression)
    {
        _text.Append("case");
        foreach ((SqlExpression when, SqlExpression then) in expression.Branches)
        {
            _text.Append(" when ");
            Expression(when);
            _text.Append(" then ");
            Expression(then);
        }

        if (expression.Else is { } otherwise)
        {
            _text.Append(" else ");
            Expression(otherwise);
        }

        _text.Append(" end");
    }

    private void Order(IReadOnlyList<SqlOrder> order, string keyword)
    {
        if (order.Count == 0) return;
        _text.Append(keyword);
        List(order, ", ", key =>
        {
            Operand(key.Key);
            if (key.Descending) _text.Append(" desc");
            if (key.NullsFirst is { } first && first != key.Descending) _text.Append(first ? " nulls first" : " nulls last");
        });
    }

    private void Nested(SqlStatement statement)
    {
        _text.Append('(');
        Statement(statement);
        _text.Append(')');
    }

    private void Name(string name) => SqlIdentifier.AppendQuoted(_text, name);

    private void Names(IReadOnlyList<string> names) => List(names, ", ", Name);

    private void List<T>(IReadOnlyList<T> items, string separator, Action<T> print)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) _text.Append(separator);
            print(items[i]);
        }
    }
}
