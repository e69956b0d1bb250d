using Platform.Expressions.Evaluation;
using Platform.Expressions.Typing;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Writing.Layouts;

namespace Platform.Runtime.Writing.Evaluation;

/// <summary>
/// The conditions under which webhooks tell changes of an object's records. What they read of other records is loaded once a record is written: writes that nobody is told of
/// do not pay for them.
/// </summary>
internal sealed class ChangeConditions
{
    private readonly Dictionary<string, CompiledExpression> _conditions = new(StringComparer.Ordinal);

    /// <summary>Prepares the conditions of an object's webhooks.</summary>
    public ChangeConditions(TenantModel model, RecordLayout layout)
    {
        ReadCollector reads = new(model, layout);
        ExpressionScope scope = ExpressionScopes.Of(ExpressionPurpose.Write, ModelObjects.Of(model), layout.Object.Name);
        foreach (WebhookDocument webhook in model.Webhooks)
        {
            if (webhook.Object != layout.Object.Name || webhook.When is not { } when) continue;
            CheckedExpression condition = TypeChecker.Check(when, scope, ExpressionType.Bool).Expression!;
            reads.Add(condition);
            _conditions[webhook.Name] = CompiledExpression.Compile(condition);
        }

        Reads = reads.Record;
        User = reads.User;
    }

    /// <summary>What they read of the record, before and after.</summary>
    public ReadShape Reads { get; }

    /// <summary>What they read of the person who acts.</summary>
    public ReadShape? User { get; }

    /// <summary>True when a webhook about the object tells only changes that meet a condition.</summary>
    public static bool Applies(TenantModel model, RecordLayout layout) => model.Webhooks.Any(w => w.When is not null && w.Object == layout.Object.Name);

    /// <summary>The condition of a webhook; null when it tells every change.</summary>
    public CompiledExpression? Of(WebhookDocument webhook) => _conditions.GetValueOrDefault(webhook.Name);
}
