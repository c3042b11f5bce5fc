package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import com.eclipsesource.json.WriterConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A page of measured facts with the signature (Ed25519) of the gateway that measured them. It is kept as JSON and as HTML;
 * both can be checked, the HTML because it is written from the signed text and from nothing else.
 *
 * @param text the signed JSON, byte for byte
 * @param publicKey X.509, Base64
 * @param signature Base64
 */
public record SignedPage(String text, String publicKey, String signature) {

    private static final String OPEN = "<script type=\"application/json\" id=\"signed\">";
    private static final String CLOSE = "</script>";

    /** Signs a text. */
    public static SignedPage sign(String text, KeyPair key) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return new SignedPage(
                    text, base64.encodeToString(key.getPublic().getEncoded()), base64.encodeToString(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /**
     * Reads a file this wrote.
     *
     * @throws IllegalArgumentException if it is no such page, or an HTML page that says anything but what is signed
     */
    public static SignedPage read(String file) {
        int open = file.indexOf(OPEN);
        String json = open < 0 ? file : file.substring(open + OPEN.length(), Math.max(open, file.lastIndexOf(CLOSE)));
        try {
            JsonObject object = Json.parse(json).asObject();
            SignedPage page = new SignedPage(
                    object.get("page").asString(),
                    object.get("key").asString(),
                    object.get("signature").asString());
            if (open >= 0 && !page.html().equals(file)) {
                throw new IllegalArgumentException("the page shows something else than what is signed");
            }
            return page;
        } catch (ParseException | UnsupportedOperationException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("this is no signed page of Tieline", e);
        }
    }

    /** Whether the text is what the holder of the key signed. */
    public boolean isGenuine() {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** SHA-256 of the key, to be compared with what the gateway itself shows. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.ofDelimiter(":").formatHex(digest, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The whole as JSON: {@code {page, key, signature}}. */
    public String json() {
        return Json.object()
                .add("page", text)
                .add("key", publicKey)
                .add("signature", signature)
                .toString(WriterConfig.PRETTY_PRINT);
    }

    /** The whole as a page to read and to print; the signed JSON is inside. */
    public String html() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>Tieline commissioning test</title></head><body>\n");
        JsonValue page = Json.parse(text);
        html.append("<table>\n");
        for (JsonObject.Member member : page.asObject()) {
            if (!member.getValue().isArray()) {
                row(html, member.getName(), member.getValue());
            }
        }
        html.append("</table>\n");
        for (JsonObject.Member member : page.asObject()) {
            if (member.getValue().isArray()) {
                member.getValue().asArray().forEach(item -> {
                    html.append("<hr>\n<table>\n");
                    item.asObject().forEach(field -> row(html, field.getName(), field.getValue()));
                    html.append("</table>\n");
                });
            }
        }
        return html.append("<p>Signed with the key ")
                .append(fingerprint())
                .append("; check it with: tieline commissioning verify FILE</p>\n")
                .append(OPEN)
                .append(json().replace("<", "\\u003c"))
                .append(CLOSE)
                .append("\n</body></html>\n")
                .toString();
    }

    private static void row(StringBuilder html, String name, JsonValue value) {
        html.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value.isString() ? value.asString() : value.toString()))
                .append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
