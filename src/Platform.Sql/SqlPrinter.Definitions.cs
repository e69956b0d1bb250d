using System.Diagnostics;
using Platform.Sql.Definition;

namespace Platform.Sql;

/// <content>Definitions: tables, columns, constraints, indexes.</content>
public sealed partial class SqlPrinter
{
    /// <summary>Prints a definition.</summary>
    /// <exception cref="ArgumentException">A name or literal cannot be written, or a default is no constant.</exception>
    public static string Print(SqlDefinition definition)
    {
        SqlPrinter printer = new(NoValues);
        printer.Define(definition);
        if (printer._parameters.Count > 0) throw new ArgumentException("A definition takes no parameters.", nameof(definition));
        return printer._text.ToString();
    }

    private void Define(SqlDefinition definition)
    {
        switch (definition)
        {
            case CreateSchema d: Words("create schema "); Name(d.Name); break;
            case DropSchema d: Words("drop schema "); Name(d.Name); Words(" cascade"); break;
            case CreateTable d: DefineTable(d); break;
            case RenameTable d: Alter(d.Table, "rename to "); Name(d.NewName); break;
            case DropTable d: Words(d.IfExists ? "drop table if exists " : "drop table "); Qualified(d.Table); break;
            case AddColumn d: DefineColumn(d); break;
            case RenameColumn d: Alter(d.Table, "rename column "); Name(d.Name); Words(" to "); Name(d.NewName); break;
            case DropColumn d: Alter(d.Table, "drop column "); Name(d.Name); break;
            case SetColumnType d: AlterColumn(d.Table, d.Column, "type "); Words(d.Type.Name); break;
            case SetColumnDefault { Value: null } d: AlterColumn(d.Table, d.Column, "drop default"); break;
            case SetColumnDefault d: AlterColumn(d.Table, d.Column, "set default "); Operand(d.Value!); break;
            case SetColumnNotNull d: AlterColumn(d.Table, d.Column, d.NotNull ? "set not null" : "drop not null"); break;
            case AddForeignKey d: DefineForeignKey(d); break;
            case AddNotNullCheck d: DefineNotNullCheck(d); break;
            case ValidateConstraint d: Alter(d.Table, "validate constraint "); Name(d.Name); break;
            case DropConstraint d: Alter(d.Table, "drop constraint if exists "); Name(d.Name); break;
            case RenameConstraint d: Alter(d.Table, "rename constraint "); Name(d.Name); Words(" to "); Name(d.NewName); break;
            case CreateIndex d: DefineIndex(d); break;
            case DropIndex d: Words(d.Concurrently ? "drop index concurrently if exists " : "drop index if exists "); Qualified(d.Index); break;
            case RenameIndex d: Words("alter index "); Qualified(d.Index); Words(" rename to "); Name(d.NewName); break;
            case CreateLikeness d: Words("create temporary table "); Qualified(d.Table); Words(" (like "); Qualified(d.Of); Words(") on commit drop"); break;
            case LockTable d: Words("lock table "); Qualified(d.Table); Words(" in share row exclusive mode"); break;
            case CreateTriggerFunction d: DefineFunction(d); break;
            case DropFunction d: Words("drop function if exists "); Qualified(d.Function); Words("()"); break;
            case CreateTrigger d: DefineTrigger(d); break;
            case DropTrigger d: Words("drop trigger if exists "); Name(d.Name); Words(" on "); Qualified(d.Table); break;
            default: throw new UnreachableException();
        }
    }

    private void DefineTable(CreateTable table)
    {
        Words("create table ");
        Qualified(table.Table);
        Words(" (");
        List(table.Columns, ", ", ColumnClause);
        if (table.PrimaryKey.Count == 0)
        {
            Words(")");
            return;
        }

        Words(", constraint ");
        Name(table.PrimaryKeyName);
        Words(" primary key (");
        Names(table.PrimaryKey);
        Words("))");
    }

    private void DefineColumn(AddColumn added)
    {
        Alter(added.Table, "add column ");
        ColumnClause(added.Column);
        if (added.References is not { } key) return;
        Words(" constraint ");
        Name(key.Name);
        References(key);
    }

    private void ColumnClause(SqlColumnDefinition column)
    {
        Name(column.Name);
        Words(" " + column.Type.Name);
        if (column.Default is { } value)
        {
            Words(" default ");
            Operand(value);
        }

        if (column.NotNull) Words(" not null");
    }

    private void DefineForeignKey(AddForeignKey added)
    {
        Alter(added.Table, "add constraint ");
        Name(added.ForeignKey.Name);
        Words(" foreign key (");
        Name(added.ForeignKey.Column);
        Words(")");
        References(added.ForeignKey);
        if (added.NotValid) Words(" not valid");
    }

    private void References(SqlForeignKey key)
    {
        Words(" references ");
        Qualified(key.Target);
        Words(" (");
        Name(key.TargetColumn);
        Words(key.OnDelete switch
        {
            SqlDeleteAction.NoAction => ")",
            SqlDeleteAction.SetNull => ") on delete set null",
            SqlDeleteAction.Cascade => ") on delete cascade",
            _ => throw new UnreachableException(),
        });
    }

    private void DefineNotNullCheck(AddNotNullCheck check)
    {
        Alter(check.Table, "add constraint ");
        Name(check.Name);
        Words(" check (");
        Name(check.Column);
        Words(" is not null) not valid");
    }

    private void DefineIndex(CreateIndex created)
    {
        SqlIndex index = created.Index;
        Words(index.Unique ? "create unique index " : "create index ");
        if (created.Concurrently) Words("concurrently ");
        Name(index.Name);
        Words(" on ");
        Qualified(created.Table);
        Words(index.Method switch
        {
            SqlIndexMethod.Btree => " using btree (",
            SqlIndexMethod.GinSearch => " using gin (platform.search_grams(",
            _ => " using gin (",
        });
        List(index.Keys, ", ", IndexKey);
        Words(index.Method == SqlIndexMethod.GinSearch ? "))" : ")");
        if (index.StateColumn is not { } state || index.Rows == SqlIndexRows.All) return;
        Words(" where ");
        Name(state);
        Words(index.Rows == SqlIndexRows.Live ? " is null" : " is not null");
    }

    private void IndexKey(SqlIndexKey key)
    {
        string function = key.Form switch
        {
            SqlKeyForm.Lower => "lower",
            SqlKeyForm.MatchText => "platform.match_text",
            SqlKeyForm.MatchPhone => "platform.match_phone",
            _ => "",
        };
        if (function.Length > 0) Words(function + "(");
        if (key.Expression is { } expression)
        {
            Words("(");
            Expression(expression);
            Words(")");
        }
        else
        {
            Name(key.Column);
        }

        if (function.Length > 0) Words(")");
    }

    private void Alter(SqlTable table, string act)
    {
        Words("alter table ");
        Qualified(table);
        Words(" " + act);
    }

    private void AlterColumn(SqlTable table, string column, string act)
    {
        Alter(table, "alter column ");
        Name(column);
        Words(" " + act);
    }

    private void Qualified(SqlTable table)
    {
        Name(table.Schema);
        Words(".");
        Name(table.Name);
    }

    private void Words(string words) => _text.Append(words);
}
