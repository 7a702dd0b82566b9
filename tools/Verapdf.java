import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Judges PDFs: profiles, separated by commas, then files. Findings follow their file, indented. */
public class Verapdf {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        for (int at = 1; at < words.length; at++) {
            for (String profile : words[0].split(",")) {
                System.out.println(words[at] + " " + profile);
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
                try (PDFAParser parser = foundry.createParser(new File(words[at]), flavour);
                        PDFAValidator validator = foundry.createValidator(flavour, false)) {
                    for (TestAssertion found : validator.validate(parser).getTestAssertions()) {
                        String rule = found.getRuleId().getClause();
                        System.out.println("\t" + rule + ": " + found.getMessage());
                    }
                }
            }
        }
    }
}
