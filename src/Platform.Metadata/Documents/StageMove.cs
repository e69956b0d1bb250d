using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>Where the records of a removed stage go.</summary>
/// <param name="From">Choice of the stage that is gone.</param>
/// <param name="To">Choice of a stage that the pipeline has.</param>
public sealed record StageMove([Format(TextFormat.ChoiceKey)] string From, [Format(TextFormat.ChoiceKey)] string To);
