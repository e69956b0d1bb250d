using System.Diagnostics;

namespace Platform.Sql;

public sealed partial class SqlPrinter
{
    private void Statement(SqlStatement statement)
    {
        With(statement.With);
        switch (statement)
        {
            case SqlSelect s: Select(s); break;
            case SqlUnion s: List(s.Members, s.All ? " union all " : " union ", Nested); Page(s); break;
            case SqlInsert s: Insert(s); break;
            case SqlUpdate s: Update(s); break;
            case SqlDelete s: Delete(s); break;
            default: throw new UnreachableException();
        }
    }

    private void With(IReadOnlyList<SqlCte> ctes)
    {
        if (ctes.Count == 0) return;
        _text.Append(ctes.Any(c => c.Recursive) ? "with recursive " : "with ");
        List(ctes, ", ", cte =>
        {
            Name(cte.Name);
            _text.Append(" as ");
            if (cte.Materialized is { } materialized) _text.Append(materialized ? "materialized " : "not materialized ");
            Nested(cte.Statement);
        });
        _text.Append(' ');
    }

    private void Select(SqlSelect select)
    {
        _text.Append(select.Distinct ? "select distinct " : "select ");
        List(select.Items, ", ", Item);
        if (select.From is { } from)
        {
            _text.Append(" from ");
            From(from);
        }

        Condition(" where ", select.Where);
        if (select.GroupBy.Count > 0)
        {
            _text.Append(" group by ");
            List(select.GroupBy, ", ", Expression);
        }

        Condition(" having ", select.Having);
        Page(select);
        if (select.Lock is { } rowLock) Lock(rowLock);
    }

    private void Page(SqlQuery query)
    {
        Order(query.OrderBy, " order by ");
        Condition(" limit ", query.Limit);
        Condition(" offset ", query.Offset);
    }

    private void Lock(SqlRowLock rowLock)
    {
        _text.Append(rowLock.Strength switch
        {
            SqlLockStrength.Update => " for update",
            SqlLockStrength.NoKeyUpdate => " for no key update",
            SqlLockStrength.Share => " for share",
            SqlLockStrength.KeyShare => " for key share",
            _ => throw new UnreachableException(),
        });
        if (rowLock.Of.Count > 0)
        {
            _text.Append(" of ");
            Names(rowLock.Of);
        }

        _text.Append(rowLock.Wait switch { SqlLockWait.SkipLocked => " skip locked", SqlLockWait.NoWait => " nowait", _ => "" });
    }

    private void Condition(string keyword, SqlExpression? condition)
    {
        if (condition is null) return;
        _text.Append(keyword);
        Expression(condition);
    }

    private void Item(SqlItem item)
    {
        Expression(item.Expression);
        if (item.Alias is not { } alias) return;
        _text.Append(" as ");
        Name(alias);
    }

    private void Table(SqlTable table)
    {
        Name(table.Schema);
        _text.Append('.');
        Name(table.Name);
    }

    private void From(SqlFrom from)
    {
        switch (from)
        {
            case SqlTableSource f: Table(f.Table); Alias(f.Alias); break;
            case SqlCteSource f: Name(f.Name); Alias(f.Alias); break;
            case SqlSubquery f: _text.Append(f.Lateral ? "lateral " : ""); Nested(f.Query); Alias(f.Alias); break;
            case SqlFunctionSource f: Function(f); break;
            case SqlRecordsetSource f: Recordset(f); break;
            case SqlValuesSource f: Values(f.Rows); Alias(f.Alias); ColumnList(f.Columns); break;
            case SqlJoin f: Join(f); break;
            default: throw new UnreachableException();
        }
    }

    private void Function(SqlFunctionSource source)
    {
        if (source.Lateral) _text.Append("lateral ");
        Call(source.Call);
        if (source.WithOrdinality) _text.Append(" with ordinality");
        Alias(source.Alias);
        if (source.Columns.Count > 0) ColumnList(source.Columns);
    }

    private void Recordset(SqlRecordsetSource source)
    {
        Call(source.Call);
        Alias(source.Alias);
        _text.Append('(');
        List(source.Columns, ", ", column =>
        {
            Name(column.Name);
            _text.Append(' ').Append(column.Type.Name);
        });
        _text.Append(')');
    }

    private void Join(SqlJoin join)
    {
        From(join.Left);
        _text.Append(join.Kind switch
        {
            SqlJoinKind.Inner => " join ",
            SqlJoinKind.Left => " left join ",
            SqlJoinKind.Cross => " cross join ",
            _ => throw new UnreachableException(),
        });
        bool nested = join.Right is SqlJoin;
        if (nested) _text.Append('(');
        From(join.Right);
        if (nested) _text.Append(')');
        Condition(" on ", join.On);
    }

    private void Alias(string alias)
    {
        _text.Append(" as ");
        Name(alias);
    }

    private void ColumnList(IReadOnlyList<string> columns)
    {
        _text.Append(" (");
        Names(columns);
        _text.Append(')');
    }

    private void Values(IReadOnlyList<IReadOnlyList<SqlExpression>> rows)
    {
        _text.Append("(values ");
        RowList(rows);
        _text.Append(')');
    }

    private void RowList(IReadOnlyList<IReadOnlyList<SqlExpression>> rows) => List(rows, ", ", row =>
    {
        _text.Append('(');
        List(row, ", ", Expression);
        _text.Append(')');
    });

    private void Insert(SqlInsert insert)
    {
        _text.Append("insert into ");
        Table(insert.Table);
        if (insert.Alias is { } alias) Alias(alias);
        if (insert.Columns.Count > 0) ColumnList(insert.Columns);
        _text.Append(' ');
        if (insert.Source is { } source)
        {
            Nested(source);
        }
        else if (insert.Rows.Count == 0)
        {
            _text.Append("default values");
        }
        else
        {
            _text.Append("values ");
            RowList(insert.Rows);
        }

        if (insert.OnConflict is { } conflict) Conflict(conflict);
        Returning(insert.Returning);
    }

    private void Conflict(SqlConflict conflict)
    {
        _text.Append(" on conflict ");
        if (conflict.Target.Count > 0)
        {
            _text.Append('(');
            List(conflict.Target, ", ", Operand);
            _text.Append(") ");
            if (conflict.TargetWhere is not null)
            {
                Condition("where ", conflict.TargetWhere);
                _text.Append(' ');
            }
        }

        if (conflict.Set.Count == 0)
        {
            _text.Append("do nothing");
            return;
        }

        _text.Append("do update set ");
        Assignments(conflict.Set);
        Condition(" where ", conflict.Where);
    }

    private void Assignments(IReadOnlyList<SqlAssignment> assignments) => List(assignments, ", ", assignment =>
    {
        Name(assignment.Column);
        _text.Append(" = ");
        Expression(assignment.Value);
    });

    private void Update(SqlUpdate update)
    {
        _text.Append("update ");
        Table(update.Table);
        Alias(update.Alias);
        _text.Append(" set ");
        Assignments(update.Set);
        if (update.From is { } from)
        {
            _text.Append(" from ");
            From(from);
        }

        Condition(" where ", update.Where);
        Returning(update.Returning);
    }

    private void Delete(SqlDelete delete)
    {
        _text.Append("delete from ");
        Table(delete.Table);
        Alias(delete.Alias);
        if (delete.Using is { } source)
        {
            _text.Append(" using ");
            From(source);
        }

        Condition(" where ", delete.Where);
        Returning(delete.Returning);
    }

    private void Returning(IReadOnlyList<SqlItem> items)
    {
        if (items.Count == 0) return;
        _text.Append(" returning ");
        List(items, ", ", Item);
    }
}
