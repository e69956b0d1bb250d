using Platform.Sql;
using Platform.Sql.Definition;

namespace Platform.Metadata.Planning;

/// <summary>One statement of a plan, with the change that it came from.</summary>
/// <param name="Change">Index of the change in the plan's list.</param>
/// <param name="Stage">When it runs.</param>
/// <param name="Definition">A definition; null when <paramref name="Statement"/> is set.</param>
/// <param name="Statement">A change of rows; null when <paramref name="Definition"/> is set.</param>
public sealed record PlanStep(int Change, PlanStage Stage, SqlDefinition? Definition, SqlStatement? Statement)
{
    /// <summary>The statement's text and parameters.</summary>
    public SqlText Print() => Definition is null ? Statement!.Print() : new SqlText(Definition.Print(), []);
}
