using System.Globalization;
using System.Text;
using System.Xml;

namespace Platform.Runtime.AppTests;

/// <summary>Results as JUnit XML, which every build server reads.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyList<TestResult> results, AppTestReport report)
    {
        using XmlWriter xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        foreach (IGrouping<string, TestResult> file in results.GroupBy(r => r.File))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", file.Key);
            Count(xml, "tests", file.Count());
            Count(xml, "failures", file.Count(r => r.Outcome == TestOutcome.Failed));
            Count(xml, "skipped", file.Count(r => r.Outcome == TestOutcome.Skipped));
            foreach (TestResult result in file) Write(xml, result, report);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, TestResult result, AppTestReport report)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.File);
        xml.WriteAttributeString("name", Written(result.Name));
        xml.WriteAttributeString("time", result.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (result.Outcome == TestOutcome.Skipped) xml.WriteElementString("skipped", null);
        if (result.Failure is { } failure)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Written(failure.Message));
            xml.WriteString(Written(string.Join('\n', report.Lines(result))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML has no form at all for most control characters.
    private static string Written(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
}
