using Npgsql;
using Platform.GraphQL.Lowering;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Storage;
using Platform.Runtime.Reading;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Files;

/// <summary>
/// Who may download a file: who uploaded it, whom a role lets read it, and whoever may read a live record, and the field of it, that refers to it. All of it is in the
/// statement that finds the file.
/// </summary>
/// <param name="dataSource">Connections to the tenants' records.</param>
public sealed class FileFinder(NpgsqlDataSource dataSource)
{
    private const string File = "f";
    private const string Holder = "h";
    private const string Link = "l";

    /// <summary>The file, or null when there is none that the caller may download.</summary>
    public async Task<FileRecord?> FindAsync(RecordCaller caller, Guid id, CancellationToken cancellation)
    {
        if (!caller.Model.TryGetObject(RecordLayout.FileObject, out ObjectModel? files)) return null;
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, Statement(caller, files, id).Print());
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new FileRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    private static SqlSelect Statement(RecordCaller caller, ObjectModel files, Guid id)
    {
        SqlExpression user = Parameter(SqlType.Uuid, caller.UserId);
        RowAccess access = new(caller.Schema, caller.Model, user);
        SqlExpression fileId = FileColumn(files, SystemFields.Id);
        List<SqlExpression> ways =
        [
            FileColumn(files, SystemFields.CreatedBy).EqualTo(user),
            access.Condition(caller.Permissions.For(files.Name).Read, files, File),
        ];
        foreach (ObjectModel holder in caller.Model.Objects)
        {
            ObjectPermissions rights = caller.Permissions.For(holder.Name);
            SqlExpression[] references =
            [
                .. holder.Fields.Where(f => f.Type is FileType or ImageType && rights.CanReadField(f.Name)).Select(f => Column(Holder, f.Column.Name).EqualTo(fileId)),
                .. holder.Fields.Where(f => f.Type is ManyToManyType { Target: RecordLayout.FileObject } && rights.CanReadField(f.Name)).Select(f => Linked(caller, holder, f, fileId)),
            ];
            if (references.Length == 0 || !rights.CanRead) continue;
            ways.Add(Exists(new SqlSelect
            {
                Items = [new SqlItem(Number(1))],
                From = new SqlTableSource(access.Table(holder), Holder),
                Where = And(Or(references), Column(Holder, holder.Field(SystemFields.DeletedAt).Column.Name).IsNull(), access.Condition(rights.Read, holder, Holder)),
            }));
        }

        return new SqlSelect
        {
            Items = [new SqlItem(FileColumn(files, "name")), new SqlItem(FileColumn(files, "mediaType")), new SqlItem(FileColumn(files, "sha256"))],
            From = new SqlTableSource(access.Table(files), File),
            Where = And(fileId.EqualTo(Parameter(SqlType.Uuid, id)), FileColumn(files, SystemFields.DeletedAt).IsNull(), Or(ways)),
        };
    }

    private static SqlExpression Linked(RecordCaller caller, ObjectModel holder, FieldModel field, SqlExpression fileId) => Exists(new SqlSelect
    {
        Items = [new SqlItem(Number(1))],
        From = new SqlTableSource(new SqlTable(caller.Schema, field.LinkTable!), Link),
        Where = And(Column(Link, StorageNames.LinkTarget).EqualTo(fileId), Column(Link, StorageNames.LinkSource).EqualTo(Column(Holder, holder.Field(SystemFields.Id).Column.Name))),
    });

    private static SqlExpression FileColumn(ObjectModel files, string field) => Column(File, files.Field(field).Column.Name);
}
