using Npgsql;
using Platform.Runtime.Records;
using Platform.Runtime.Writing.Layouts;
using Platform.Sql;
using static Platform.Sql.SqlExpression;

namespace Platform.Runtime.Writing.Statements;

/// <summary>
/// Locks the records that references point to, as <see cref="RecordStatements.Lock"/> does, and fails when one of them is not there or not covered by the right: the
/// write that comes along with it needs no answer, and goes to the database in one round trip. Which reference it was, a second attempt finds out.
/// </summary>
internal static class ReferenceGuard
{
    /// <summary>The SQLSTATE of the failure: the square root of a negative number, which no other statement of the pipeline takes.</summary>
    public const string Failure = PostgresErrorCodes.InvalidArgumentForPowerFunction;

    private const string Found = "f";

    /// <summary>The statement: parameters are the ids, each once (or the one id), the user's id and reach, and how many ids there are.</summary>
    public static StatementTemplate Statement(RecordLayout layout, RecordCaller caller, RowRight right, bool isOfOne) => isOfOne
        ? layout.Template($"guard one {right} {caller.RightsKey}", () => new StatementTemplate(new SqlSelect
        {
            Items =
            [
                new SqlItem(Call("sqrt", Call("coalesce", new SqlScalar(
                    RecordStatements.LockingOne(layout, caller, right, RowState.Live, SqlLockStrength.KeyShare, [new SqlItem(Number(0))])), Number(-1)))),
            ],
        }))
        : layout.Template($"guard {right} {caller.RightsKey}", () => new StatementTemplate(new SqlSelect
        {
            Items = [new SqlItem(Call("sqrt", Infix(Call("count", Star), "-", StatementTemplate.Value(SqlType.BigInt, 3))))],
            From = new SqlSubquery(RecordStatements.Locking(layout, caller, right, RowState.Live, SqlLockStrength.KeyShare, []), Found),
        }));
}
