using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Platform.Expressions.Editing;
using Platform.Expressions.Typing;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.Metadata.Computation;
using Platform.Metadata.Model;
using Platform.Runtime.Reading;
using Platform.Sql;

namespace Platform.Runtime.Design;

/// <summary>The resolvers that help to write expressions.</summary>
internal sealed class ExpressionResolvers(NpgsqlDataSource dataSource)
{
    private const int TrialTimeoutSeconds = 10;

    public static ValueTask<object?> CheckAsync(ResolveContext context)
    {
        (ExpressionPlace? place, FieldErrors? errors) = ExpressionPlace.Of(context);
        if (place is null) return Done(errors);
        string text = context.Argument<string>("expression")!;
        CheckResult result = TypeChecker.Check(text, place.Scope, place.Expected);
        return Done(new Dictionary<string, object?>
        {
            ["isValid"] = result.IsValid,
            ["type"] = result.Expression?.Type.ToString(),
            ["expected"] = place.Expected?.ToString(),
            ["diagnostics"] = result.Errors.Select(e => ExpressionViews.Of(e, text)).ToArray(),
        });
    }

    public static ValueTask<object?> CompleteAsync(ResolveContext context)
    {
        (ExpressionPlace? place, FieldErrors? errors) = ExpressionPlace.Of(context);
        if (place is null) return Done(errors);
        CompletionList list = ExpressionCompletion.At(context.Argument<string>("expression")!, context.Argument<int>("position"), place.Scope);
        string language = context.Argument<string>("language")!;
        return Done(new Dictionary<string, object?>
        {
            ["start"] = list.Replaced.Start,
            ["length"] = list.Replaced.Length,
            ["items"] = list.Items.Select(i => ExpressionViews.Of(i, language)).ToArray(),
        });
    }

    public static ValueTask<object?> HoverAsync(ResolveContext context)
    {
        (ExpressionPlace? place, FieldErrors? errors) = ExpressionPlace.Of(context);
        if (place is null) return Done(errors);
        Hover? hover = ExpressionHover.At(context.Argument<string>("expression")!, context.Argument<int>("position"), place.Scope);
        return Done(hover is null ? null : ExpressionViews.Of(hover, context.Argument<string>("language")!));
    }

    public static ValueTask<object?> FormatAsync(ResolveContext context) => Done(ExpressionFormatter.Format(context.Argument<string>("expression")!));

    public async ValueTask<object?> EvaluateAsync(ResolveContext context)
    {
        (ExpressionPlace? place, FieldErrors? errors) = ExpressionPlace.Of(context);
        if (place is null) return errors;
        string text = context.Argument<string>("expression")!;
        CheckResult result = TypeChecker.Check(text, place.Scope, place.Expected);
        if (!result.IsValid)
        {
            return FieldErrors.Of(new GraphQLError(result.Errors[0].Message) { Code = GraphQLErrorCode.ValidationFailed, Reason = result.Errors[0].Code });
        }

        DesignCaller caller = DesignResolvers.Caller(context);
        IReadOnlyList<string> missing = UnstoredReads.Of(caller.State.Model, place.Draft.Model, place.Draft.IsSound, result.Expression);
        if (missing.Count > 0 || !IsStored(caller, place.Record) || (place.Target is { } target && !IsStored(caller, target)))
            return ExpressionViews.Untried(result.Expression, missing);
        return await TryAsync(context, place, result.Expression, caller);
    }

    private static bool IsStored(DesignCaller caller, ObjectModel model) => caller.State.Model.Objects.Any(o => o.Id == model.Id && o.Table == model.Table);

    private async Task<object?> TryAsync(ResolveContext context, ExpressionPlace place, CheckedExpression expression, DesignCaller caller)
    {
        int aliases = 0;
        LoweringEnvironment environment = new(caller.State.Schema, place.Draft.Model.Object)
        {
            NextAlias = () => "t" + (aliases++).ToString(CultureInfo.InvariantCulture),
            User = SqlExpression.Parameter(SqlType.Uuid, caller.UserId),
            Zone = SqlExpression.Parameter(SqlType.Text, caller.TimeZone),
            Roles = SqlExpression.Parameter(SqlType.Text.Array, caller.Roles.ToArray()),
        };
        ExpressionTrial trial = ExpressionTrial.Of(
            expression, environment, RowOf(context, "record", place.Record), place.Target is { } target ? RowOf(context, "target", target) : null, caller.State.Model);
        try
        {
            return await ReadAsync(trial, expression, context.CancellationToken);
        }
        catch (NpgsqlException late) when (late.InnerException is TimeoutException || late.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            return FieldErrors.Of(new GraphQLError("The expression took too long over this record.") { Code = GraphQLErrorCode.LimitExceeded, Reason = "EXPRESSION_TOO_SLOW" });
        }
    }

    private async Task<object?> ReadAsync(ExpressionTrial trial, CheckedExpression expression, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = StatementCommand.Create(connection, trial.Statement.Print());
        command.CommandTimeout = TrialTimeoutSeconds;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.IsDBNull(reader.FieldCount - 1)) return FieldErrors.Of(new GraphQLError("There is no such record.") { Code = GraphQLErrorCode.NotFound, Reason = "RECORD_UNKNOWN" });
        JsonNode? Value(int column, ExpressionType type) =>
            reader.IsDBNull(column) ? null : ExpressionViews.Of(JsonDocument.Parse(reader.GetString(column)).RootElement, type);
        return ExpressionViews.Tried(
            expression, Value(0, expression.Type), [.. trial.Reads.Select((read, i) => (read.Path, read.Type, Value(i + 1, read.Type)))]);
    }

    private static LoweredRow RowOf(ResolveContext context, string argument, ObjectModel model)
    {
        Guid? id = Guid.TryParse(context.Argument<string>(argument), out Guid given) ? given : null;
        return LoweredRow.OfId(model, SqlExpression.Parameter(SqlType.Uuid, id));
    }

    private static ValueTask<object?> Done(object? value) => ValueTask.FromResult(value);
}
