using Platform.GraphQL.Lowering;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// The statements of the pipeline on an object's table. Each is printed once per layout and reused; the text depends on the model and the rights alone.
/// </summary>
internal static class RecordStatements
{
    private const string Row = ReturnedRecord.Alias;
    private const string Input = "i";

    /// <summary>
    /// Locks rows and reads the fields: parameters are the ids, the user's id and reach. The result is <c>id</c>, then the fields' columns. Rows are locked in the
    /// order of their ids, so that two bulk writers cannot wait for each other in a circle.
    /// </summary>
    public static StatementTemplate Lock(
        RecordLayout layout, RecordCaller caller, RowRight right, RowState state, SqlLockStrength? strength, IReadOnlyList<FieldSlot> fields)
    {
        string key = $"lock {right} {state} {strength} {caller.RightsKey} {Ordinals(fields)}";
        return layout.Template(key, () => new StatementTemplate(Locking(layout, caller, right, state, strength, fields)));
    }

    /// <summary>As <see cref="Lock"/>, of one row: the first parameter is its id.</summary>
    public static StatementTemplate LockOne(
        RecordLayout layout, RecordCaller caller, RowRight right, RowState state, SqlLockStrength? strength, IReadOnlyList<FieldSlot> fields)
    {
        string key = $"lock one {right} {state} {strength} {caller.RightsKey} {Ordinals(fields)}";
        return layout.Template(key, () => new StatementTemplate(LockingOne(layout, caller, right, state, strength, Items(layout, fields))));
    }

    /// <summary>The query of <see cref="Lock"/>.</summary>
    public static SqlSelect Locking(
        RecordLayout layout, RecordCaller caller, RowRight right, RowState state, SqlLockStrength? strength, IReadOnlyList<FieldSlot> fields)
    {
        SqlExpression id = Column(Row, layout.Id.Columns[0].Name);
        return new SqlSelect
        {
            Items = Items(layout, fields),
            From = new SqlTableSource(new SqlTable(caller.Schema, layout.Object.Table), Row),
            Where = And(id.EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)), InState(layout, state), Right(layout, caller, right)),
            OrderBy = strength is null ? [] : [new SqlOrder(id)],
            Lock = strength is { } s ? new SqlRowLock(s, [Row]) : null,
        };
    }

    /// <summary>The query of <see cref="LockOne"/> with another result.</summary>
    public static SqlSelect LockingOne(
        RecordLayout layout, RecordCaller caller, RowRight right, RowState state, SqlLockStrength? strength, IReadOnlyList<SqlItem> items) => new()
        {
            Items = items,
            From = new SqlTableSource(new SqlTable(caller.Schema, layout.Object.Table), Row),
            Where = And(
                Column(Row, layout.Id.Columns[0].Name).EqualTo(StatementTemplate.Value(SqlType.Uuid, 0)), InState(layout, state), Right(layout, caller, right)),
            Lock = strength is { } s ? new SqlRowLock(s, [Row]) : null,
        };

    /// <summary>Inserts one row: parameters are the values of the fields' columns in order. The result is what is to be returned, if anything.</summary>
    public static StatementTemplate InsertOne(RecordLayout layout, string schema, IReadOnlyList<FieldSlot> fields, ReturnedRecord? returned = null) =>
        layout.Template($"insert one {schema} {Ordinals(fields)} {returned?.Key}", () =>
        {
            IReadOnlyList<ColumnSlot> columns = [.. fields.SelectMany(f => f.Columns)];
            return new StatementTemplate(new SqlInsert
            {
                Table = new SqlTable(schema, layout.Object.Table),
                Alias = returned is null ? null : Row,
                Returning = returned?.Items ?? [],
                Columns = [.. columns.Select(c => c.Name)],
                Rows = [[.. columns.Select((c, n) => StatementTemplate.Value(c.Type, n))]],
            });
        });

    /// <summary>
    /// Inserts many rows: parameters are the values of the columns of the fields that are the same in all of them, then arrays of the values of the other fields' columns.
    /// The result is what is to be returned, if anything.
    /// </summary>
    public static StatementTemplate InsertMany(
        RecordLayout layout, string schema, IReadOnlyList<FieldSlot> same, IReadOnlyList<FieldSlot> own, ReturnedRecord? returned = null)
    {
        string key = $"insert many {schema} {Ordinals(same)} {Ordinals(own)} {returned?.Key}";
        return layout.Template(key, () =>
        {
            IReadOnlyList<ColumnSlot> once = [.. same.SelectMany(f => f.Columns)], columns = [.. own.SelectMany(f => f.Columns)];
            return new StatementTemplate(new SqlInsert
            {
                Table = new SqlTable(schema, layout.Object.Table),
                Alias = returned is null ? null : Row,
                Returning = returned?.Items ?? [],
                Columns = [.. once.Concat(columns).Select(c => c.Name)],
                Source = new SqlSelect
                {
                    Items = [.. once.Select((c, n) => new SqlItem(StatementTemplate.Value(c.Type, n))), .. columns.Select(c => new SqlItem(Arrived(c)))],
                    From = Unnest(columns, first: once.Count),
                },
            });
        });
    }

    /// <summary>Updates one row and counts its version: parameters are the values of the fields' columns in order, then the id. The result is what is to be returned, if anything.</summary>
    public static StatementTemplate UpdateOne(RecordLayout layout, string schema, IReadOnlyList<FieldSlot> fields, ReturnedRecord? returned = null) =>
        layout.Template($"update one {schema} {Ordinals(fields)} {returned?.Key}", () =>
        {
            IReadOnlyList<ColumnSlot> columns = [.. fields.SelectMany(f => f.Columns)];
            return new StatementTemplate(new SqlUpdate
            {
                Table = new SqlTable(schema, layout.Object.Table),
                Alias = Row,
                Set = [.. columns.Select((c, n) => new SqlAssignment(c.Name, StatementTemplate.Value(c.Type, n))), NextVersion(layout)],
                Where = Column(Row, layout.Id.Columns[0].Name).EqualTo(StatementTemplate.Value(SqlType.Uuid, columns.Count)),
                Returning = returned?.Items ?? [],
            });
        });

    /// <summary>Updates many rows and counts their versions: parameters are arrays of the values of the fields' columns in order, then the ids. The result is what is to be returned, if anything.</summary>
    public static StatementTemplate UpdateMany(RecordLayout layout, string schema, IReadOnlyList<FieldSlot> fields, ReturnedRecord? returned = null) =>
        layout.Template($"update many {schema} {Ordinals(fields)} {returned?.Key}", () =>
        {
            IReadOnlyList<ColumnSlot> columns = [.. fields.SelectMany(f => f.Columns)];
            ColumnSlot id = layout.Id.Columns[0];
            return new StatementTemplate(new SqlUpdate
            {
                Table = new SqlTable(schema, layout.Object.Table),
                Alias = Row,
                Set = [.. columns.Select(c => new SqlAssignment(c.Name, Arrived(c))), NextVersion(layout)],
                From = Unnest([.. columns, id]),
                Where = Column(Row, id.Name).EqualTo(Column(Input, id.Name)),
                Returning = returned?.Items ?? [],
            });
        });

    /// <summary>Removes rows for good: the parameter is the ids.</summary>
    public static StatementTemplate Delete(RecordLayout layout, string schema) =>
        layout.Template($"delete {schema}", () => new StatementTemplate(new SqlDelete
        {
            Table = new SqlTable(schema, layout.Object.Table),
            Alias = Row,
            Where = Column(Row, layout.Id.Columns[0].Name).EqualToAny(StatementTemplate.Value(SqlType.Uuid.Array, 0)),
        }));

    /// <summary>
    /// Live rows that have the key of an input in a unique index: parameters are arrays of the key's columns, then the inputs' ids. The result is the
    /// zero-based input and the row's id.
    /// </summary>
    public static StatementTemplate Duplicates(RecordLayout layout, string schema, IndexModel index) =>
        layout.Template($"duplicates {schema} {index.Name}", () =>
        {
            IReadOnlyList<FieldSlot> fields = [.. index.Fields.Select(f => layout[f])];
            IReadOnlyList<ColumnSlot> columns = [.. fields.SelectMany(f => f.Columns)];
            ColumnSlot id = layout.Id.Columns[0];
            List<SqlExpression> same = [];
            foreach (FieldSlot field in fields)
            {
                foreach (ColumnSlot column in field.Columns)
                {
                    same.Add(UniqueKeys.Folded(index, field, column, Column(Row, column.Name)).EqualTo(UniqueKeys.Folded(index, field, column, Arrived(column))));
                }
            }

            return new StatementTemplate(new SqlSelect
            {
                Items = [new SqlItem(Column(Input, "n")), new SqlItem(Column(Row, id.Name))],
                From = Unnest([.. columns, id], withOrdinality: true).Join(
                    new SqlTableSource(new SqlTable(schema, layout.Object.Table), Row),
                    And([.. same, Infix(Column(Row, id.Name), "<>", Column(Input, id.Name)), InState(layout, RowState.Live)])),
            });
        });

    /// <summary>The rows of <paramref name="layout"/> that a right covers; value 1 is the user's id, value 2 the user's reach.</summary>
    public static SqlExpression Right(RecordLayout layout, RecordCaller caller, RowRight right)
    {
        ObjectPermissions rights = caller.Permissions.For(layout.Object.Name);
        RowPredicate predicate = right switch
        {
            RowRight.Read or RowRight.Attach => rights.Read,
            RowRight.Edit => rights.Edit,
            RowRight.Delete => rights.Delete,
            _ => RowPredicate.Everything,
        };
        SqlExpression user = StatementTemplate.Value(SqlType.Uuid, 1);

        // Rows are looked up by their ids, so however many owners there are, the index on the owner is not what serves the statement.
        RowAccess access = caller.Reach is null
            ? new RowAccess(caller.Schema, caller.Model, user)
            : new RowAccess(caller.Schema, caller.Model, user, ReachForm.Few, StatementTemplate.Value(SqlType.Uuid.Array, 2));
        SqlExpression covered = access.Condition(predicate, layout.Object, Row);
        return right == RowRight.Attach ? Or(covered, Column(Row, layout.CreatedBy.Columns[0].Name).EqualTo(user)) : covered;
    }

    /// <summary>Rows that are live, deleted, or either.</summary>
    public static SqlExpression InState(RecordLayout layout, RowState state)
    {
        SqlExpression deletedAt = Column(Row, layout.DeletedAt.Columns[0].Name);
        return state switch { RowState.Live => deletedAt.IsNull(), RowState.Deleted => deletedAt.IsNotNull(), _ => True };
    }

    private static IReadOnlyList<SqlItem> Items(RecordLayout layout, IReadOnlyList<FieldSlot> fields) =>
        [new SqlItem(Column(Row, layout.Id.Columns[0].Name)), .. fields.SelectMany(f => f.Columns).Select(c => new SqlItem(Column(Row, c.Name)))];

    private static string Ordinals(IReadOnlyList<FieldSlot> fields) => string.Join(',', fields.Select(f => f.Ordinal));

    private static SqlAssignment NextVersion(RecordLayout layout)
    {
        string version = layout.Version.Columns[0].Name;
        return new SqlAssignment(version, Infix(Column(Row, version), "+", Number(1)));
    }

    private static SqlExpression Arrived(ColumnSlot column) => ColumnArrays.Arrived(Column(Input, column.Name), column.Type);

    private static SqlFunctionSource Unnest(IReadOnlyList<ColumnSlot> columns, bool withOrdinality = false, int first = 0)
    {
        IEnumerable<string> names = columns.Select(c => c.Name);
        return new SqlFunctionSource(
            new SqlCall("unnest", [.. columns.Select((c, n) => StatementTemplate.Value(ColumnArrays.TravelType(c.Type), first + n))]),
            Input,
            withOrdinality ? [.. names, "n"] : [.. names],
            withOrdinality);
    }
}
